"""Sums of a measure by any dimensions, in one query; which measures a person may read at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Count, F, QuerySet, Sum
from django.utils import timezone

from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.identity.access import shows, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES, Measure, parts_of
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.metrics.reports import Question, breakdown
from kaituo.foundation.metrics.standing import evaluated, rested_on

from .dimensions import DIMENSIONS, Dimension

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Figure:
    """`amount` in the base currency; `originals` what it is made of, each in its own currency."""

    amount: Decimal
    count: int | None = None
    originals: tuple[tuple[str, Decimal], ...] = ()


def readable_measures(user: User) -> list[Measure]:
    """Those whose numbers give away no field that is hidden or masked for the person; by label."""
    return sorted((measure for measure in MEASURES.values() if may_read(user, measure)), key=lambda measure: str(measure.label))


def may_read(user: User, measure: Measure) -> bool:
    return all(_may_read_part(user, MEASURES[name]) for name in parts_of(measure))


def _may_read_part(user: User, measure: Measure) -> bool:
    if measure.rows is None:
        return True
    model = apps.get_model(measure.source_type)
    return all(shows(user, model, name) == Shows.FULL for name in (measure.amount, *measure.reveals) if name)


def entries(measure: Measure, question: Question, keys: dict[str, str], by: User, reading: Period | None = None) -> QuerySet[Entry]:
    """The entries behind a number, those that the person may see. `reading`: the period for which the number was read."""
    rows = _read(measure, question, by, reading) if reading else _scoped(measure, question, by)
    for name, text in keys.items():
        if DIMENSIONS[name].fits(measure) and not DIMENSIONS[name].span:
            rows = DIMENSIONS[name].narrow(rows, measure, text)
    return rows


def _read(measure: Measure, question: Question, by: User, reading: Period) -> QuerySet[Entry]:
    rows = visible(by, Entry.objects.filter(rested_on(parts_of(measure), reading, timezone.localdate())))
    return question.narrow(rows, is_undated=True)


def worked_out(measure: Measure, rows: QuerySet[Entry]) -> tuple[list[tuple[Measure, Decimal]], Decimal | None]:
    """Of a formula what each of its parts comes to in these entries, and what follows; None where that is no number."""
    sums = dict(rows.order_by().values_list("measure").annotate(sum=Sum("amount")))
    parts = {name: Decimal(sums.get(name, 0)) / SCALE for name in sorted(parts_of(measure))}
    try:
        value = evaluated(measure, parts)
    except FormulaError:
        value = None
    return [(MEASURES[name], part) for name, part in parts.items()], value


def _scoped(measure: Measure, question: Question, by: User) -> QuerySet[Entry]:
    if measure.formula is None:
        return question.entries(measure, by)
    rows = visible(by, Entry.objects.filter(measure__in=parts_of(measure)))
    return question.narrow(rows)


def grouped(measure: Measure, dimensions: Sequence[Dimension], question: Question, keys: dict[str, str], *, by: User) -> dict[Key, Figure]:
    """{key per dimension: figure}. A ratio is computed for every key from its parts."""
    if measure.formula is not None:
        found = breakdown(measure.name, [dimension.name for dimension in dimensions], question, by=by)
        return {key: Figure(value) for key, value in found.items()}
    columns = {f"by_{dimension.name}": dimension.expression(measure) for dimension in dimensions}
    rows = (
        entries(measure, question, keys, by)
        .order_by()
        .values(**columns, own=F("currency"))
        .annotate(base=Sum("amount"), original=Sum("original_amount"), count=Count("pk"))
    )
    return _gathered(rows, dimensions, measure)


def _gathered(rows: QuerySet, dimensions: Sequence[Dimension], measure: Measure) -> dict[Key, Figure]:
    """Rows of one key differ in their currency."""
    found: dict[Key, Figure] = {}
    for row in rows:
        key = tuple(dimension.key(row[f"by_{dimension.name}"]) for dimension in dimensions)
        before = found.get(key, Figure(Decimal(0), 0))
        own = ((row["own"], Decimal(row["original"]) / SCALE),) if measure.unit == Unit.MONEY else ()
        found[key] = Figure(before.amount + Decimal(row["base"]) / SCALE, before.count + row["count"], before.originals + own)
    return found
