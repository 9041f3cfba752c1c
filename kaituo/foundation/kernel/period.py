"""Spans of business days: half-open, so that March ends where April starts and nothing is counted twice.

Working days are in `calendar.py`. A label ("2004-Q1") is an identifier for keys and addresses; what a reader sees is translated above.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """The natural spans; a week is an ISO week, from Monday."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """The days from `start` up to, but without, `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period ends after it starts: {self.start} to {self.end}")

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        if quarter not in range(1, 5):
            raise ValueError(f"a quarter is 1 to 4, not {quarter}")
        return cls(date(year, quarter * 3 - 2, 1), _first_after(year, quarter * 3))

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls(date(year, month, 1), _first_after(year, month))

    @classmethod
    def week(cls, year: int, week: int) -> "Period":
        """The ISO week; its year is the one its Thursday lies in."""
        monday = date.fromisocalendar(year, week, 1)
        return cls(monday, monday + timedelta(days=7))

    @classmethod
    def inclusive(cls, first: date, last: date) -> "Period":
        """From the first to the last day, both counted."""
        return cls(first, last + timedelta(days=1))

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> "Period":
        return _CONTAINING[kind](day)

    @staticmethod
    def label_of(day: date, kind: PeriodKind) -> str:
        """The label of the natural span a day lies in, without building the span."""
        return _PRINTED[kind](day)

    @classmethod
    def parse(cls, label: str) -> "Period":
        """The period of a label as `label` writes it: 2004, 2004-Q1, 2004-03, 2004-W05 or 2004-03-01/2004-03-15. Raises ValueError."""
        for pattern, build in _LABELS:
            if match := pattern.fullmatch(label):
                return build(*match.groups())
        raise ValueError(f"not a period: {label!r}")

    @property
    def kind(self) -> PeriodKind | None:
        """Which natural span this is; None for any other."""
        return next((kind for kind in PeriodKind if Period.containing(self.start, kind) == self), None)

    @property
    def label(self) -> str:
        kind = self.kind
        return _PRINTED[kind](self.start) if kind else f"{self.start}/{self.end}"

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def day_count(self) -> int:
        return (self.end - self.start).days

    def __str__(self) -> str:
        return self.label

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def days(self) -> list[date]:
        return [self.start + timedelta(days=number) for number in range(self.day_count)]

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end

    def intersect(self, other: "Period") -> "Period | None":
        """The shared days, or None when there are none."""
        return Period(max(self.start, other.start), min(self.end, other.end)) if self.overlaps(other) else None

    def split(self, kind: PeriodKind) -> list["Period"]:
        """Pieces along the borders of `kind`; the first and the last may be shorter. The pieces cover the period exactly."""
        pieces, start = [], self.start
        while start < self.end:
            end = min(Period.containing(start, kind).end, self.end)
            pieces.append(Period(start, end))
            start = end
        return pieces

    def months(self) -> list["Period"]:
        return self.split(PeriodKind.MONTH)

    def next(self) -> "Period":
        """The following span of the same kind; another span moves by its own length."""
        kind = self.kind
        return Period.containing(self.end, kind) if kind else Period(self.end, self.end + (self.end - self.start))

    def year_before(self) -> "Period":
        """The same span a year earlier; of a week the one 52 weeks before, with the same weekdays."""
        kind = self.kind
        if kind == PeriodKind.WEEK:
            return Period(self.start - timedelta(weeks=52), self.end - timedelta(weeks=52))
        return Period(a_year_before(self.start), a_year_before(self.end))

    def previous(self) -> "Period":
        kind = self.kind
        return Period.containing(self.start - timedelta(days=1), kind) if kind else Period(self.start - (self.end - self.start), self.start)


def a_year_before(day: date) -> date:
    """The same day of the year before; of 29 February the day before it."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _first_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _quarter_of(day: date) -> int:
    return (day.month + 2) // 3


def _week_label(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


_CONTAINING: dict[PeriodKind, Callable[[date], Period]] = {
    PeriodKind.WEEK: lambda day: Period.week(*day.isocalendar()[:2]),
    PeriodKind.MONTH: lambda day: Period.month(day.year, day.month),
    PeriodKind.QUARTER: lambda day: Period.quarter(day.year, _quarter_of(day)),
    PeriodKind.YEAR: lambda day: Period.year(day.year),
}
_PRINTED: dict[PeriodKind, Callable[[date], str]] = {
    PeriodKind.WEEK: _week_label,
    PeriodKind.MONTH: lambda day: f"{day:%Y-%m}",
    PeriodKind.QUARTER: lambda day: f"{day.year:04d}-Q{_quarter_of(day)}",
    PeriodKind.YEAR: lambda day: f"{day.year:04d}",
}
_LABELS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"(\d{4})", re.ASCII), lambda year: Period.year(int(year))),
    (re.compile(r"(\d{4})-Q([1-4])", re.ASCII), lambda year, quarter: Period.quarter(int(year), int(quarter))),
    (re.compile(r"(\d{4})-(\d\d)", re.ASCII), lambda year, month: Period.month(int(year), int(month))),
    (re.compile(r"(\d{4})-W(\d\d)", re.ASCII), lambda year, week: Period.week(int(year), int(week))),
    (re.compile(r"([\d-]{10})/([\d-]{10})", re.ASCII), lambda start, end: Period(date.fromisoformat(start), date.fromisoformat(end))),
)
