"""Targets that fall behind their pace: whoever answers for them and whoever leads her are told once for each band, every workday morning."""

from datetime import date
from decimal import Decimal

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.calendar import ONE_DAY
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.ui.formats import percent
from kaituo.performance.goals.engine.alerts import band_of, is_worse
from kaituo.performance.goals.engine.pace import Pace

from .actions.targets import note_pace
from .actuals import fill
from .models import Target, goal_policy
from .notices import EXCEEDED, EXCEEDED_BY_OTHERS, PACE, PACE_OF_OTHERS


def alert(today: date) -> int:
    """How many notices were written. Judged by the evening before; of what is not to be exceeded by how much more came than was allowed to date."""
    calendar, edges = work_calendar(), goal_policy().edges
    if not calendar.is_workday(today):
        return 0
    day = today - ONE_DAY
    rows = Target.objects.in_force().filter(starts_on__lte=day, ends_on__gt=day).select_related("person", "team", "owner")
    told, system = [], User.objects.system()
    for target in fill([row for row in rows if row.behind]):
        pace = target.pace(on=day, calendar=calendar)
        band = band_of(pace, target.told_band, edges)
        if band == target.told_band:
            continue
        if is_worse(band, target.told_band):
            told.append((target, pace))
        note_pace(target, by=system, told_band=band)
    return _tell(told, today, system)


def _tell(told: list[tuple[Target, Pace]], today: date, by: User) -> int:
    leaders = leaders_of([target.owner for target, _pace in told if target.owner], today)
    notices = []
    for target, pace in told:
        words = {"rate": percent(pace.pace_rate, 0), "actual": _figure(target, pace.actual), "expected": _figure(target, pace.expected_to_date)}
        own, of_others = (EXCEEDED, EXCEEDED_BY_OTHERS) if target.is_ceiling else (PACE, PACE_OF_OTHERS)
        notices += [(target.owner, own, target, words)] if target.owner else []
        notices += [(lead, of_others, target, words) for lead in leaders.get(target.owner_id, [])]
    return len(tell_many(notices, by=by))


def _figure(target: Target, amount: Decimal | None) -> str:
    if amount is None:
        return "—"
    if target.behind and target.behind.unit == Unit.SHARE:
        return percent(amount)
    return str(Money(amount, target.currency).rounded()) if target.currency else f"{amount.normalize():f}"
