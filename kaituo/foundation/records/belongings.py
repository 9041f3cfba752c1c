"""The shelf of what a person answers for: each context says which of its records are hers and still open, so that a hand-over misses none.

Passing on changes who answers for a record and nothing else: stage, days and history stay, and what was earned stays with whoever earned it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import QuerySet

from kaituo.foundation.identity.access import access_of
from kaituo.foundation.identity.models import User

from . import clock
from .bells import ring
from .changes import difference, snapshot
from .facts import Fact
from .log import describe, keep

BELONGINGS: dict[str, "Belonging"] = {}
BATCH = 1000


@dataclass(frozen=True)
class Belonging:
    """`rows(person)`: what is hers and open. `goes_with`: path to the account with which it goes. `is_passed_on`: else it is only shown.

    `settle(row)`: called once the owner is set, for what must follow from it. `carry(receivers, former, by, says)`: passes it on where that is
    more than another owner, as with what is dated; returns the keys of what moved.
    """

    label: str
    rows: Callable[[User], QuerySet]
    goes_with: str = ""
    is_passed_on: bool = True
    settle: Callable[[Any], None] | None = None
    carry: Callable[..., list[int]] | None = None

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def owner(self) -> str:
        return access_of(self.model).owner


def belonging(
    label: str,
    rows: Callable[[User], QuerySet],
    *,
    goes_with: str = "",
    is_passed_on: bool = True,
    settle: Callable | None = None,
    carry: Callable[..., list[int]] | None = None,
) -> Belonging:
    """`belonging("customers.Account", lambda person: Account.objects.active().filter(owner=person))`. Raises ValueError when the kind is there already."""
    if label in BELONGINGS:
        raise ValueError(f"{label} is declared twice")
    BELONGINGS[label] = Belonging(label, rows, goes_with, is_passed_on, settle, carry)
    return BELONGINGS[label]


@transaction.atomic
def pass_on(kind: Belonging, receivers: dict[int, User], former: User, *, by: User, says: Fact) -> list[int]:
    """{key of a record: who gets it}. Only what is still the former person's moves; returns the keys of what did. Permission is asked by the caller."""
    if kind.carry:
        return kind.carry(receivers, former, by=by, says=says)
    rows = kind.model._default_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=receivers, **{kind.owner: former})
    moved, fields = [], {kind.owner}
    for row in rows.order_by("pk"):
        before = snapshot(row)
        setattr(row, kind.owner, receivers[row.pk])
        if kind.settle:
            kind.settle(row)
        row.version, row.updated_at = row.version + 1, clock.now()
        changes = difference(before, snapshot(row))
        fields |= changes.keys()
        moved.append((row, describe(says, row, by=by, changes=changes, inputs={"to": receivers[row.pk], "former": former})))
    kind.model._default_manager.bulk_update([row for row, _event in moved], sorted(fields | {"version", "updated_at"}), batch_size=BATCH)
    ring(keep([event for _row, event in moved]))
    return [row.pk for row, _event in moved]
