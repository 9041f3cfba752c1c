"""The figures of the cockpit that no measure tells: pace and coverage of targets, and the stage at which a person's deals are lost."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, QuerySet
from django.urls import reverse

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.metrics.reports import Question, breakdown
from kaituo.performance.goals.actuals import fill
from kaituo.performance.goals.engine.pace import Pace
from kaituo.performance.goals.models import Target
from kaituo.performance.goals.queries import span_to_steer_by
from kaituo.sales.pipeline.models import Opportunity

from .choices import CauseKey
from .links import entries_url

LOST_DAYS, DIGITS = 84, 4
OPEN = "pipeline.open_amount"


@dataclass(frozen=True)
class Worked:
    value: Decimal | None
    count: int = 0
    href: str = ""
    detail: str = ""


def worked_out(people: Collection[int], user: User, today: date) -> dict[str, dict[int, Worked]]:
    """{cause: {person: figure}}; who has no target, or lost nothing, has no figure."""
    rows = visible(user, Target.objects.in_force()).filter(person__in=people)
    span = span_to_steer_by(rows, today)
    paced = _paced(rows.filter(starts_on=span.start, ends_on=span.end), today)
    return {
        CauseKey.OFF_PACE: {person: _pace(target, pace) for person, (target, pace) in paced.items()},
        CauseKey.THIN_PIPELINE: _coverage(paced, user, span),
        CauseKey.DYING_STAGE: _stages(people, user, today),
    }


def _paced(rows: QuerySet[Target], today: date) -> dict[int, tuple[Target, Pace]]:
    """Of several targets of a person the one furthest behind."""
    calendar = work_calendar()
    found: dict[int, tuple[Target, Pace]] = {}
    for target in fill(rows.select_related("person")):
        pace = target.pace(on=today, calendar=calendar)
        known = found.get(target.person_id)
        if pace.pace_rate is not None and (known is None or pace.pace_rate < known[1].pace_rate):
            found[target.person_id] = (target, pace)
    return found


def _pace(target: Target, pace: Pace) -> Worked:
    return Worked(pace.pace_rate, 1, reverse("goals-entries", args=[target.pk]), target.measure_label)


def _coverage(paced: dict[int, tuple[Target, Pace]], user: User, span: Period) -> dict[int, Worked]:
    """Open pipeline expected until the end of the targets' span ÷ what is still missing of a target of money; reached targets need none."""
    opened = breakdown(OPEN, ("person",), Question(None, span.end, people=tuple(paced)), by=user) if paced else {}
    found = {}
    for person, (target, pace) in paced.items():
        if target.currency and pace.remaining:
            amount = opened.get((person,), Decimal(0))
            found[person] = Worked(quotient(amount, pace.remaining, DIGITS), 1, entries_url(OPEN, None, span.end, {"person": person}))
    return found


def _stages(people: Collection[int], user: User, today: date) -> dict[int, Worked]:
    """The stage beyond which most of a person's lost deals of the last twelve weeks did not come, and their share of all lost."""
    lost = visible(user, Opportunity.objects.lost()).filter(owner__in=people, lost_on__gt=today - timedelta(days=LOST_DAYS))
    rows = lost.filter(furthest_stage__isnull=False).order_by().values_list("owner_id", "furthest_stage__name").annotate(count=Count("pk"))
    counts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for owner, stage, count in rows:
        counts[owner].append((count, stage))
    return {owner: _most(owner, found, today) for owner, found in counts.items()}


def _most(owner: int, found: list[tuple[int, str]], today: date) -> Worked:
    total, (count, stage) = sum(each for each, _stage in found), max(found)
    href = entries_url("pipeline.lost_count", today - timedelta(days=LOST_DAYS - 1), today + timedelta(days=1), {"person": owner})
    return Worked(quotient(count, total, DIGITS), total, href, stage)
