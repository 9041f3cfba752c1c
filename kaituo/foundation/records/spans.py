"""Days, months, quarters and years of rows, asked so that an index can answer and SQLite need not call back into Python for every row."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import DateTimeField, Field
from django.db.models.functions import TruncMonth, TruncQuarter, TruncYear
from django.utils import timezone


def begins(day: date) -> datetime:
    """The instant at which the day begins in the current time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def edge(field: Field, day: date) -> date | datetime:
    """What to compare the field with to tell the days before `day` from those after."""
    return begins(day) if isinstance(field, DateTimeField) else day


class _OfADay:
    """The first day of a span, of a date column. SQLite keeps dates as "2026-03-14"; other databases do as Django says."""

    sqlite = ""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        inner, parameters = compiler.compile(self.lhs)  # type: ignore[attr-defined]  # the truncation this is mixed into has it
        return self.sqlite.replace("day", inner), tuple(parameters) * self.sqlite.count("day")


class MonthOf(_OfADay, TruncMonth):
    sqlite = "substr(day, 1, 7) || '-01'"


class QuarterOf(_OfADay, TruncQuarter):
    sqlite = "printf('%%s-%%02d-01', substr(day, 1, 4), (substr(day, 6, 2) + 2) / 3 * 3 - 2)"


class YearOf(_OfADay, TruncYear):
    sqlite = "substr(day, 1, 4) || '-01-01'"
