"""Keeps in step where customers lie: when one of them changes, when a definition does, and at night."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction

from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.records import clock
from kaituo.foundation.records.writing import insert_values
from kaituo.sales.customers.models import Account

from .engine.covering import Lying, Naming, Part, kept, lies
from .models import Coverage, NamedAccount, PlaceChange, TerritoryPart

BATCH = 500
LIES = ["territory_id", "because", "starts_on", "ends_on"]
Subject = tuple[int, str, str, bool]
"""Account, division, industry, whether it is put away."""


class Definitions:
    """Everything that territories say, read once. Parts are found by the beginnings of a division's code."""

    def __init__(self) -> None:
        self.parts: dict[str, list[Part]] = defaultdict(list)
        self.namings: dict[int, list[Naming]] = defaultdict(list)
        for row in TerritoryPart.objects.active():
            self.parts[row.part.prefix].append(row.part)
        for row in NamedAccount.objects.active():
            self.namings[row.account_id].append(row.naming)

    @property
    def is_empty(self) -> bool:
        return not self.parts and not self.namings

    def of(self, subject: Subject, settled_on: date) -> list[Lying]:
        account, division, industry, is_away = subject
        if is_away:
            return []
        near = [part for length in (0, 2, 4, 6) for part in self.parts.get(division[:length], ()) if length in (0, len(division[:length]))]
        taking = {part for part in near if part.takes(division, industry)}
        return lies(taking, self.namings.get(account, ()), settled_on)


def note_changes(accounts: Iterable[int]) -> None:
    """These customers are somewhere else, or something else, from today on."""
    insert_values(PlaceChange, ["account", "changed_on"], [(pk, clock.today()) for pk in sorted(set(accounts))], merge_on=["account"])


@transaction.atomic(savepoint=False)
def refresh(accounts: Iterable[int] | None = None) -> int:
    """Reckon anew where these customers lie, or all of them. Returns for how many something differed."""
    definitions = Definitions()
    if definitions.is_empty and not Coverage.objects.exists():
        return 0
    return sum(_refresh(batch, definitions) for batch in _batches(accounts))


def cover(newcomers: Iterable[int]) -> int:
    """The same for customers who never lay anywhere and whom nothing names yet: without any part there is nothing to reckon."""
    if not TerritoryPart.objects.active().exists():
        return 0
    definitions = Definitions()
    found = [(subject[0], _open(each)) for batch in _batches(newcomers) for subject in batch for each in definitions.of(subject, date.min)]
    insert_values(Coverage, ["account", *LIES], [(account, *(said[name] for name in LIES)) for account, said in found])
    return len({account for account, _said in found})


def _batches(accounts: Iterable[int] | None) -> Iterator[list[Subject]]:
    rows = Account.objects.order_by("pk").values_list("pk", "division", "industry", "archived_at")
    listed = sorted(set(accounts)) if accounts is not None else list(Account.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(listed), BATCH):
        found = rows.filter(pk__in=listed[start : start + BATCH])
        yield [(pk, division, industry, archived_at is not None) for pk, division, industry, archived_at in found]


def _refresh(subjects: list[Subject], definitions: Definitions) -> int:
    keys = [subject[0] for subject in subjects]
    settled = dict(PlaceChange.objects.filter(account__in=keys).values_list("account_id", "changed_on"))
    before = defaultdict(list)
    for row in Coverage.objects.filter(account__in=keys):
        before[row.account_id].append(Lying(row.territory_id, row.because, row.starts_on, row.ends_on or FAR_FUTURE))
    wanted = {subject[0]: _wanted(subject, before[subject[0]], settled.get(subject[0], date.min), definitions) for subject in subjects}
    moved = [key for key in keys if sorted(before[key]) != sorted(wanted[key])]
    Coverage.objects.filter(account__in=moved).delete()
    rows = [Coverage(account_id=key, **_open(each)) for key in moved for each in wanted[key]]
    Coverage.objects.bulk_create(rows, batch_size=BATCH)
    return len(moved)


def _wanted(subject: Subject, before: list[Lying], settled_on: date, definitions: Definitions) -> list[Lying]:
    """The past as it was, and from the day it settled what the definitions say; a span that goes on is one."""
    after = definitions.of(subject, settled_on)
    past = {(each.territory, each.because): each for each in kept(before, settled_on) if each.ends_on == settled_on}
    done = [each for each in kept(before, settled_on) if each.ends_on < settled_on]
    for each in after:
        earlier = past.pop((each.territory, each.because), None) if each.starts_on == settled_on else None
        done.append(each._replace(starts_on=earlier.starts_on) if earlier else each)
    return [*done, *past.values()]


def _open(each: Lying) -> dict:
    ends_on = None if each.ends_on == FAR_FUTURE else each.ends_on
    return {"territory_id": each.territory, "because": each.because, "starts_on": each.starts_on, "ends_on": ends_on}
