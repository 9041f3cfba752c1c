"""Posting: keeps the entries of a measure in step with the records behind it.

`post()` compares what the records say with what the ledger holds and writes only the difference, so it may be run again at any time. In an open period an entry
is replaced; in a closed one it stays, and the difference is entered on the first open day as an adjustment that remembers when it was earned.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from kaituo.foundation.company.books import Converter
from kaituo.foundation.kernel.money import round_half_up

from .measure import MEASURES, Measure
from .models import SCALE, UNDATED, ClosedPeriod, Entry
from .organisation import TeamsOfPeople
from .own import in_step

BATCH = 2000


@dataclass(frozen=True)
class Key:
    """What makes two entries of one record the same."""

    source_id: int
    earned_on: date
    person_id: int | None
    currency: str


@dataclass
class Worth:
    amount: int = 0
    original: int = 0
    share: Decimal = Decimal(1)

    def __bool__(self) -> bool:
        return bool(self.amount or self.original)


class Frame:
    """What holds for every measure posted in one go: memberships, exchange rates, closed periods. Each is read once, when it is first asked for."""

    def __init__(self) -> None:
        self.led: dict[tuple[str, str, str], set[int]] = {}
        """Where events lead, {(kind of row, path, kind of subject): rows}: many measures count the same rows."""
        self.held: dict[str, list[Entry]] | None = None
        """What the ledger holds of the rows in question, by measure; None: each measure asks for itself."""

    def read_held(self, touched: Mapping[str, set[int]]) -> None:
        """Of few rows, for all measures at once: one question for each kind of row instead of one for each measure."""
        if sum(map(len, touched.values())) > BATCH:
            return
        self.held = defaultdict(list)
        by_type: dict[str, list[str]] = defaultdict(list)
        for name in touched:
            by_type[MEASURES[name].source_type].append(name)
        for source_type, names in by_type.items():
            ids = set().union(*(touched[name] for name in names))
            for entry in Entry.objects.filter(measure__in=names, source_type=source_type, source_id__in=ids):
                self.held[entry.measure].append(entry)

    @cached_property
    def teams(self) -> TeamsOfPeople:
        return TeamsOfPeople()

    @cached_property
    def converter(self) -> Converter:
        return Converter()

    @cached_property
    def closed(self) -> list[ClosedPeriod]:
        return list(ClosedPeriod.objects.filter(is_closed=True).order_by("starts_on"))


class Posting:
    """One posting run over some rows of one measure."""

    def __init__(self, measure: Measure, frame: Frame) -> None:
        self.measure, self.frame = measure, frame
        self.source_type = measure.source_type

    def post(self, source_ids: list[int]) -> int:
        wanted = self.wanted(source_ids)
        kept = self.kept(source_ids)
        entries, gone = [], []
        for key in wanted.keys() | kept.keys():
            worth, held = wanted.get(key, Worth()), kept.get(key, [])
            if self.agrees(worth, held):
                continue
            entry, replaced = self.mended(key, worth, held)
            entries += entry
            gone += [each.pk for each in replaced]
        Entry.objects.filter(pk__in=gone).delete()
        Entry.objects.bulk_create(entries, batch_size=BATCH)
        return len(entries) + len(gone)

    def wanted(self, source_ids: list[int]) -> dict[Key, Worth]:
        """What the records say now."""
        measure = self.measure
        rows = list(_related(measure, measure.rows().filter(pk__in=source_ids)))
        credits = measure.credit(rows) if measure.credit else {}
        found: dict[Key, Worth] = defaultdict(Worth)
        for row in rows:
            day = _day(row, measure.on)
            rated_on = timezone.localdate() if measure.is_undated else day
            currency = _value(row, measure.currency) if measure.currency else ""
            for credit in credits.get(row.pk, []):
                worth = found[Key(row.pk, day, credit.person_id, currency)]
                amount = (_value(row, measure.amount) if measure.amount else Decimal(1)) * credit.share
                worth.original += scaled(amount)
                worth.amount += scaled(self.frame.converter.to_base(amount, currency, rated_on) if currency else amount)
                worth.share = credit.share
        return {key: worth for key, worth in found.items() if worth}

    def kept(self, source_ids: list[int]) -> dict[Key, list[Entry]]:
        """What the ledger holds."""
        held: dict[Key, list[Entry]] = defaultdict(list)
        for entry in self._entries(source_ids):
            held[Key(entry.source_id, entry.earned_on, entry.person_id, entry.currency)].append(entry)
        return held

    def _entries(self, source_ids: list[int]) -> Iterable[Entry]:
        if self.frame.held is not None:
            known = set(source_ids)
            return [entry for entry in self.frame.held[self.measure.name] if entry.source_id in known]
        return Entry.objects.filter(measure=self.measure.name, source_type=self.source_type, source_id__in=source_ids)

    def agrees(self, worth: Worth, held: list[Entry]) -> bool:
        """Whether the ledger says the same already. A correction whose own day is open again (its period was reopened) has to go back there."""
        if any(entry.is_adjustment and not self.is_closed(entry.on) and not self.is_closed(entry.earned_on) for entry in held):
            return False
        return worth.amount == sum(entry.amount for entry in held) and worth.original == sum(entry.original_amount for entry in held)

    def mended(self, key: Key, worth: Worth, held: list[Entry]) -> tuple[list[Entry], list[Entry]]:
        """The entry to add and the entries to take out; frozen ones are never taken out."""
        frozen = [entry for entry in held if self.is_closed(entry.on)]
        open_entries = [entry for entry in held if not self.is_closed(entry.on)]
        rest = Worth(
            worth.amount - sum(entry.amount for entry in frozen), worth.original - sum(entry.original_amount for entry in frozen), worth.share
        )
        on = self.first_open(key.earned_on)
        return ([self.entry(key, rest, on)] if rest else []), open_entries

    def entry(self, key: Key, worth: Worth, on: date) -> Entry:
        return Entry(
            measure=self.measure.name,
            on=on,
            earned_on=key.earned_on,
            person_id=key.person_id,
            team_id=self.frame.teams.on(key.person_id, timezone.localdate() if self.measure.is_undated else key.earned_on),
            share=worth.share,
            amount=worth.amount,
            currency=key.currency,
            original_amount=worth.original,
            source_type=self.source_type,
            source_id=key.source_id,
            is_adjustment=on != key.earned_on,
        )

    def is_closed(self, day: date) -> bool:
        return any(period.holds(day) for period in self.frame.closed)

    def first_open(self, day: date) -> date:
        for period in self.frame.closed:
            if period.holds(day):
                day = period.ends_on
        return day


def scaled(amount: Decimal | int) -> int:
    """A decimal as the ledger keeps it."""
    return int(round_half_up(Decimal(amount) * SCALE, 0))


@transaction.atomic
def post(measure: Measure, source_ids: Iterable[int], frame: Frame | None = None) -> int:
    """Bring the entries of some records in step. Returns how many entries changed. Raises RateMissing when a currency has no rate on its day."""
    ids = list(source_ids)
    run = Posting(measure, frame or Frame())
    return sum(run.post(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


_POSTPONED: ContextVar[dict[str, set[int]] | None] = ContextVar("postponed", default=None)


@contextmanager
def posted_at_the_end() -> Iterator[None]:
    """Within the block nothing is posted; at its end everything is, measure by measure. For batches that read no totals in between."""
    postponed: dict[str, set[int]] = defaultdict(set)
    token = _POSTPONED.set(postponed)
    try:
        yield
    finally:
        _POSTPONED.reset(token)
    postpone_or_post(postponed)


def post_so_far() -> None:
    """Within such a block: post what has gathered, because a total is read now. Outside of it everything is posted already."""
    postponed = _POSTPONED.get()
    if postponed:
        gathered = dict(postponed)
        postponed.clear()
        _post_about(gathered)


def postpone_or_post(subjects: Mapping[str, Iterable[int]]) -> None:
    """Post what happened to these records, {kind: ids}, now or when the block that postpones it ends."""
    postponed = _POSTPONED.get()
    if postponed is None:
        _post_about(subjects)
        return
    for kind, ids in subjects.items():
        postponed[kind].update(ids)


def _post_about(subjects: Mapping[str, Iterable[int]]) -> None:
    if any(kind in measure.follows for kind in subjects for measure in MEASURES.values()):
        in_step()
    frame = Frame()
    touched = {measure.name: ids for measure in MEASURES.values() if (ids := _touched(measure, subjects, frame))}
    frame.read_held(touched)
    for name, ids in touched.items():
        post(MEASURES[name], sorted(ids), frame)


def _touched(measure: Measure, subjects: Mapping[str, Iterable[int]], frame: Frame) -> set[int]:
    found: set[int] = set()
    for kind, ids in subjects.items():
        if kind in measure.follows:
            way = (measure.source_type, measure.follows[kind], kind)
            if way not in frame.led:
                frame.led[way] = sources_of(measure, kind, list(ids))
            found |= frame.led[way]
    return found


@transaction.atomic
def rebuild(measure: Measure) -> int:
    """Post every record of the measure, and take out of the open periods what no record stands behind any more."""
    known = set(measure.rows().values_list("pk", flat=True))
    posted = set(Entry.objects.filter(measure=measure.name).values_list("source_id", flat=True))
    return post(measure, sorted(known | posted))


def sources_of(measure: Measure, subject_type: str, subject_ids: list[int]) -> set[int]:
    """The ids of the measure's rows that events about these subjects concern, those no longer counting included."""
    path = measure.follows[subject_type]
    if path == "pk":
        return set(subject_ids)
    rows, found = measure.rows().model._default_manager.order_by(), set()
    for start in range(0, len(subject_ids), BATCH):
        found.update(rows.filter(**{f"{path}__in": subject_ids[start : start + BATCH]}).values_list("pk", flat=True))
    return found


def _related(measure: Measure, rows: QuerySet) -> QuerySet:
    """Read the relations that the measure's paths pass through with the rows."""
    paths = {path.rsplit("__", 1)[0] for path in (measure.on, measure.amount, measure.currency) if "__" in path}
    return rows.select_related(*paths) if paths else rows


def _value(row: Model, path: str) -> Any:
    value: Any = row
    for part in path.split("__"):
        value = getattr(value, part)
    return value() if callable(value) else value


def _day(row: Model, path: str) -> date:
    if not path:
        return UNDATED
    value = _value(row, path)
    return timezone.localdate(value) if isinstance(value, datetime) else value
