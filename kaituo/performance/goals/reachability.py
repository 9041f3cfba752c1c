"""What is known of whether a goal is within reach: read from the ledger and the organisation for one holder, measure and period."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES, Measure, adds_up_by_day, parts_of
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.records import clock
from kaituo.performance.goals.engine.reach import Support, Verdict, capacity, days_present, supports_of, verdict_of

from .absences import away
from .actuals import Asked, answer
from .entries import of_holder
from .models import Target
from .receivers import spans_of
from .weighing import POTENTIAL

MONTHS = 12


@dataclass(frozen=True)
class Reach:
    """`supports` are in the order of `WINDOWS`; a support without an amount says that nothing is known, never that it is zero."""

    supports: list[Support]
    verdict: Verdict
    worked_count: int
    ahead_count: int


def window_of(target: Target, key: str) -> tuple[str, Period]:
    """(measure, period) behind a support, for opening its entries. Raises KeyError for another key."""
    windows = {
        "actual": (target.measure, target.period),
        "last_year": (target.measure, target.period.year_before()),
        "pipeline": (POTENTIAL, target.period),
        "capacity": (target.measure, past_year(target.period)),
    }
    return windows[key]


def past_year(period: Period) -> Period:
    """The twelve whole months before the period, or before today for one that is still to come."""
    last = min(period.start, clock.today()).replace(day=1)
    return Period(last.replace(year=last.year - 1), last)


def reach_of(target: Target) -> Reach:
    """Of a target that may not be written yet; it needs its measure, holder, period and goal. In a number of queries that does not depend on the records."""
    measure, calendar = MEASURES[target.measure], work_calendar()
    past = past_year(target.period)
    names = {target.holder_key[0]: target.holder_key[1]}
    periods = (target.period.year_before(), target.period, past)
    then, now, yearly = answer([Asked(target.measure, period, **names) for period in periods])
    spans = spans_of(target, past.start, target.period.end)
    gone = away(target.person_id, past.start, target.period.end) if target.person_id else []
    worked, ahead = (days_present(span, spans, calendar, gone) for span in (past, target.period))
    figures = {"last_year": then if _is_known(target, measure, periods[0]) else None}
    if measure.unit == Unit.MONEY and not target.is_ceiling and POTENTIAL in MEASURES:
        figures["pipeline"] = (now or Decimal(0)) + _open(target)
    pace = capacity(yearly, worked, ahead) if yearly is not None and target.grows_by_day else yearly
    figures["capacity"] = pace if _is_known(target, measure, past) else None
    supports = supports_of(target.goal_amount, figures)
    return Reach(supports, verdict_of(supports), worked, ahead)


def _is_known(target: Target, measure: Measure, period: Period) -> bool:
    """Whether anything was counted; what stood on a past day is known, or has no figure anyway."""
    return not adds_up_by_day(measure) or _entries(target, parts_of(measure), period).exists()


def _open(target: Target) -> Decimal:
    """What open deals due in the period bring by their probability."""
    return Decimal(_entries(target, {POTENTIAL}, target.period).aggregate(sum=Sum("amount"))["sum"] or 0) / SCALE


def _entries(target: Target, names: set[str], period: Period) -> QuerySet[Entry]:
    return of_holder(Entry.objects.filter(measure__in=names).between(period.start, period.end).order_by(), target, period)
