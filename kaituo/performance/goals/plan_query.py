"""What the addresses of the plan grid and of a round of targets ask for; whatever cannot be read is the usual choice."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import MEASURES, Measure

from .choices import YEARS, Span


@dataclass(frozen=True)
class PlanQuery:
    measure: Measure | None
    year: int
    kind: PeriodKind

    @classmethod
    def of(cls, query: QueryDict, today: date) -> "PlanQuery":
        """`?measure=orders.booked_revenue&year=2026&kind=month`."""
        year, kind = query.get("year", ""), query.get("kind", "")
        return cls(
            _measure(query.get("measure", "")),
            int(year) if year.isdecimal() and int(year) in YEARS else today.year,
            PeriodKind(kind) if kind in Span.values else PeriodKind.MONTH,
        )


USUAL = "orders.booked_revenue"


def _measure(name: str) -> Measure | None:
    """The one named; without a name what most targets are about, else the first there is."""
    return MEASURES.get(name or (USUAL if USUAL in MEASURES else min(MEASURES, default="")))


@dataclass(frozen=True)
class RoundQuery:
    measure: Measure | None
    kind: PeriodKind
    period: Period

    @classmethod
    def of(cls, query: QueryDict, today: date) -> "RoundQuery":
        """`?measure=orders.booked_revenue&kind=quarter&period=2026-Q4`; a period of another kind than asked for is the present one."""
        kind = PeriodKind(query["kind"]) if query.get("kind") in Span.values else PeriodKind.QUARTER
        return cls(_measure(query.get("measure", "")), kind, _period(query.get("period", ""), kind) or Period.containing(today, kind))


def _period(label: str, kind: PeriodKind) -> Period | None:
    try:
        found = Period.parse(label)
    except ValueError:
        return None
    return found if found.kind == kind and found.start.year in YEARS else None
