"""The shelf of what can count as following a customer up. Each context declares its own kinds beside its reactions; which of them count is chosen by
whoever runs a public pool. Editing a record is none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.doors import entrance
from kaituo.foundation.records.facts import Fact
from kaituo.foundation.records.models import Event

KINDS: dict[str, "Kind"] = {}
BY_HAND = (Door.FORM, Door.API)


@dataclass(frozen=True)
class Kind:
    """`paths`: kind of record → path from it to the account's key. `by_hand`: facts that count where a person states them through a form or the interface,
    and not where an import brings what happened long ago.
    """

    name: str
    label: Any
    facts: frozenset[str]
    paths: dict[str, str]
    by_hand: frozenset[str] = frozenset()

    def hears(self, event: Event) -> bool:
        door = entrance()
        is_by_hand = door is not None and door.door in BY_HAND
        return event.subject_type in self.paths and (event.name in self.facts or (is_by_hand and event.name in self.by_hand))

    def accounts(self, events: list[Event]) -> dict[int, int]:
        """{id of an event that is such a follow-up: id of its account}."""
        found: dict[int, int] = {}
        for label, path in self.paths.items():
            about = {event.pk: event.subject_id for event in events if event.subject_type == label and self.hears(event)}
            if not about:
                continue
            rows = dict(apps.get_model(label)._default_manager.filter(pk__in=about.values()).values_list("pk", path))
            found |= {event: rows[subject] for event, subject in about.items() if rows.get(subject)}
        return found


def follow_up(name: str, label: Any, *, facts: Iterable[Fact], of: dict[str, str], by_hand: Iterable[Fact] = ()) -> Kind:
    """`follow_up("remark", _("Remark"), facts=(COMMENTED,), of={"customers.Account": "pk"})`. Raises ValueError when the name is taken."""
    if name in KINDS:
        raise ValueError(f"follow-up {name!r} is declared twice")
    KINDS[name] = Kind(name, label, frozenset(fact.name for fact in facts), of, frozenset(fact.name for fact in by_hand))
    return KINDS[name]
