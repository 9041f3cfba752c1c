"""What the addresses of the plan grid and of a round of targets ask for; whatever cannot be read is the usual choice."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import QueryDict

from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import MEASURES, Measure

from .choices import YEARS, Span
from .models import Target


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
        period = _period(query.get("period", ""), kind) or Period.containing(today, kind)
        return cls(_measure(query.get("measure", "") or _usual_in(period)), kind, period)


def _period(label: str, kind: PeriodKind) -> Period | None:
    try:
        found = Period.parse(label)
    except ValueError:
        return None
    return found if found.kind == kind and found.start.year in YEARS else None


def _usual_in(period: Period) -> str:
    """What most people's targets of the period are about; nothing where there are none."""
    rows = Target.objects.standing().for_period(period).filter(person__isnull=False, measure__in=MEASURES).order_by()
    most = rows.values_list("measure").annotate(count=Count("pk")).order_by("-count", "measure").first()
    return most[0] if most else ""
