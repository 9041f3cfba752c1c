"""One period of a team in one table: who has which target, how far its agreement is, and how it lies against what is known. Reads only."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import owners_in_reach, visible
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import Measure
from kaituo.foundation.records import clock
from kaituo.performance.goals.engine.pace import Pace

from .actuals import Asked, answer, fill
from .models import Target, TargetProposal

SHOWN = 300


@dataclass(frozen=True)
class Line:
    """One person. Without a target she stands there all the same; `last` is what was proposed last."""

    person: User
    team: str
    target: Target | None
    last: TargetProposal | None
    year_ago: Decimal | None
    pace: Pace | None
    is_my_turn: bool

    @property
    def status(self) -> str:
        """One of "missing", "mine", "theirs", "agreed" or "set"."""
        if self.target is None:
            return "missing"
        if self.target.waits_for:
            return "mine" if self.is_my_turn else "theirs"
        return "agreed" if self.target.agreed_at else "set"


@dataclass(frozen=True)
class Round:
    period: Period
    lines: list[Line]
    counts: Counter


def round_of(user: User, measure: Measure, period: Period) -> Round:
    """Everybody for whom the person may propose; in a number of queries that does not grow with the people."""
    people = _people(user, max(period.start, min(clock.today(), period.last_day)))
    rows = visible(user, Target.objects.standing().for_period(period).filter(measure=measure.name, person__in=[each.pk for each, _team in people]))
    targets = {row.person_id: row for row in fill(rows.select_related("person", "team", "owner"))}
    lasts = {each.target_id: each for each in TargetProposal.objects.filter(target__in=list(targets.values())).select_related("made_by")}
    then = answer([Asked(measure.name, period.year_before(), person=each.pk) for each, _team in people])
    calendar, today = work_calendar(), clock.today()
    lines = []
    for (person, team), year_ago in zip(people, then, strict=True):
        target = targets.get(person.pk)
        pace = target.pace(on=today, calendar=calendar) if target and target.is_in_force and period.start <= today else None
        is_mine = target is not None and target.waits_for == target.side_of(user.pk)
        lines.append(Line(person, team, target, lasts.get(target.pk) if target else None, year_ago, pace, is_mine))
    return Round(period, lines, Counter(line.status for line in lines))


def _people(user: User, on: date) -> list[tuple[User, str]]:
    """Members of teams who do not lead them, by team, and the person herself."""
    reached = owners_in_reach(user, Target, "propose")
    rows = Membership.objects.on(on).filter(user__is_active=True, user__is_system=False).select_related("user", "team")
    if reached is not None:
        rows = rows.filter(user__in=reached)
    found: dict[int, tuple[User, str]] = {}
    for row in rows.order_by("team__name", "user__sort_key"):
        if not row.is_lead or row.user_id == user.pk:
            found.setdefault(row.user_id, (row.user, row.team.name))
    return list(found.values())[:SHOWN]


def near(today: date, kind: PeriodKind) -> list[Period]:
    """The periods one plans in: the present one, the two before and the two after."""
    present = Period.containing(today, kind)
    return [present.previous().previous(), present.previous(), present, present.next(), present.next().next()]
