"""Administrators' measures on the shelf beside those of the program. Every process puts them there anew when somebody changed one."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet, Sum

from kaituo.foundation.calc.formula import FormulaError

from .choices import Kind, OwnKind
from .measure import MEASURES, OWN, Measure
from .models import OwnCondition, OwnMeasure
from .own_rules import Loop, TooManyParts, WrongUnit, compiled

UNFIT = (FormulaError, Loop, TooManyParts, WrongUnit, LookupError, ValidationError)
_kept: dict[str, Any] = {"stamp": None}


def in_step(*, anew: bool = False) -> None:
    """Put the administrators' measures on the shelf, if any changed since. One short query."""
    stamp = tuple(OwnMeasure.objects.aggregate(count=Count("pk"), versions=Sum("version")).values())
    if anew or stamp != _kept["stamp"]:
        _kept["stamp"] = stamp
        _shelve()


def _shelve() -> None:
    """Those built on others follow them; one that no longer fits (its context was taken off) stays off the shelf."""
    for name in [name for name in MEASURES if name.startswith(OWN)]:
        del MEASURES[name]
    waiting = list(OwnMeasure.objects.active().prefetch_related("conditions")) if _kept["stamp"][0] else []
    for _round in range(len(waiting)):
        left = [row for row in waiting if not _put(row)]
        if len(left) == len(waiting):
            break
        waiting = left


def _put(row: OwnMeasure) -> bool:
    try:
        MEASURES[row.name] = _narrowed(row) if row.kind == OwnKind.VARIANT else _computed(row)
    except UNFIT:
        return False
    return True


def _computed(row: OwnMeasure) -> Measure:
    formula, names = compiled(row.formula, row.unit, row.name)
    return Measure(row.name, row.label, Kind.RATIO, row.unit, formula=formula, names=names, **_placed(row))


def _narrowed(row: OwnMeasure) -> Measure:
    base = MEASURES[row.base]
    conditions = list(row.conditions.all())
    return Measure(
        row.name,
        row.label,
        base.kind,
        base.unit,
        rows=partial(_rows, base, conditions),
        on=base.on,
        amount=base.amount,
        currency=base.currency,
        credit=base.credit,
        follows=base.follows,
        reveals=base.reveals,
        hangs_together=base.hangs_together,
        due_only=base.due_only,
        **_placed(row),
    )


def _placed(row: OwnMeasure) -> dict[str, Any]:
    return {"family": row.family, "direction": row.direction, "keeper": row.keeper, "note": row.note}


def _rows(base: Measure, conditions: list[OwnCondition]) -> QuerySet:
    rows = base.rows()
    for condition in conditions:
        rows = condition.narrow(rows, base.source_type)
    return rows
