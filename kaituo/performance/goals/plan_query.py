"""What the address of the plan grid asks for; whatever cannot be read is the usual choice."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from kaituo.foundation.kernel.period import PeriodKind
from kaituo.foundation.metrics.measure import MEASURES, Measure

from .choices import Span

YEARS = range(2000, 2101)


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


def _measure(name: str) -> Measure | None:
    """The one named; without a name the first there is."""
    return MEASURES.get(name or min(MEASURES, default=""))
