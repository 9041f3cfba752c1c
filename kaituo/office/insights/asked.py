"""What the address of a report asks for; whatever cannot be read is the usual choice."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.metrics.reports import Question

from .dimensions import DIMENSIONS, is_number

WORDS = {
    "month": _("This month"),
    "last_month": _("Last month"),
    "quarter": _("This quarter"),
    "last_quarter": _("Last quarter"),
    "year": _("This year"),
    "last_year": _("Last year"),
    "all": _("All time"),
}
USUAL = "year"


@dataclass(frozen=True)
class Asked:
    """`start` and `end` bound the days, half-open. `word` is the period chosen by name, empty for days of one's own."""

    today: date
    word: str = USUAL
    start: date | None = None
    end: date | None = None
    measure: Measure | None = None
    by: str = ""
    person: int | None = None
    team: int | None = None
    keys: dict[str, str] = field(default_factory=dict)
    """Of other dimensions, the key asked for."""
    query: QueryDict = field(default_factory=QueryDict)

    @classmethod
    def of(cls, query: QueryDict, usual: str = USUAL) -> "Asked":
        today = timezone.localdate()
        first, last = _day(query.get("from", "")), _day(query.get("to", ""))
        word = "" if first or last else (query.get("period") if query.get("period") in WORDS else usual)
        start, end = span_of(word, today) if word else (first, last + timedelta(days=1) if last and last < date.max else None)
        known = {name: query[name] for name in DIMENSIONS if query.get(name) and name not in {"person", "team"}}
        measure, by = MEASURES.get(query.get("measure", "")), query.get("by", "")
        return cls(today, word, start, end, measure, by, _number(query.get("person", "")), _number(query.get("team", "")), known, query)

    @property
    def question(self) -> Question:
        return Question(self.start, self.end, (self.person,) if self.person else (), self.team)

    @property
    def reading(self) -> Period | None:
        """Of a figure that was read for a period: what stands counts whatever its day. None where the days alone are asked for."""
        return Period(self.start, self.end) if self.query.get("as") == "reading" and self.start and self.end and self.start < self.end else None

    @property
    def last_day(self) -> date | None:
        return self.end - timedelta(days=1) if self.end else None

    @property
    def scope(self) -> dict[str, Any]:
        """What every link out of the report carries on."""
        return {name: value for name, value in (("person", self.person), ("team", self.team)) if value} | self.keys


def period_of(query: QueryDict, today: date) -> Period:
    """`period=2026-Q3`, else the present one of the kind `by`; whatever cannot be read is this month."""
    kind = query.get("by", "")
    usual = Period.containing(today, PeriodKind(kind) if kind in {each.value for each in PeriodKind} else PeriodKind.MONTH)
    try:
        asked = Period.parse(query.get("period", ""))
    except ValueError:
        return usual
    return asked if asked.kind and asked.start <= today else usual


def span_of(word: str, today: date) -> tuple[date | None, date | None]:
    if word == "all":
        return None, None
    period = Period.containing(today, PeriodKind(word.removeprefix("last_")))
    period = period.previous() if word.startswith("last_") else period
    return period.start, period.end


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if is_number(text) else None
