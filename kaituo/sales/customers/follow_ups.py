"""The shelf of what can count as following a customer up. Each context declares its own kinds beside its reactions; which of them count is chosen by
whoever runs a public pool. Editing a record is none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from kaituo.foundation.records.facts import Fact
from kaituo.foundation.records.models import Event

KINDS: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """`paths`: kind of record → path from it to the account's key."""

    name: str
    label: Any
    facts: frozenset[str]
    paths: dict[str, str]

    def accounts(self, events: list[Event]) -> dict[int, int]:
        """{id of an event that is such a follow-up: id of its account}."""
        found: dict[int, int] = {}
        for label, path in self.paths.items():
            about = {event.pk: event.subject_id for event in events if event.subject_type == label and event.name in self.facts}
            if not about:
                continue
            rows = dict(apps.get_model(label)._default_manager.filter(pk__in=about.values()).values_list("pk", path))
            found |= {event: rows[subject] for event, subject in about.items() if rows.get(subject)}
        return found


def follow_up(name: str, label: Any, *, facts: Iterable[Fact], of: dict[str, str]) -> Kind:
    """`follow_up("remark", _("Remark"), facts=(COMMENTED,), of={"customers.Account": "pk"})`. Raises ValueError when the name is taken."""
    if name in KINDS:
        raise ValueError(f"follow-up {name!r} is declared twice")
    KINDS[name] = Kind(name, label, frozenset(fact.name for fact in facts), of)
    return KINDS[name]
