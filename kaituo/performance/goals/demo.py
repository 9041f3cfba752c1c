"""The demo company's targets: every team that sells has one a month, shared out among its members; some were re-planned."""

from datetime import date
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Membership, Team
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.ledger import post_so_far
from kaituo.foundation.metrics.measure import MEASURES

from .actions.sharing import cascade
from .actions.targets import replan, set_target
from .actuals import Asked, answer
from .choices import CascadeMethod
from .demo_rounds import make_rounds
from .models import Target

MEASURE = "orders.booked_revenue"
MONTHS = 6
STEP = Decimal(10_000)


def make(world: World) -> None:
    """The story's records are posted first, so that the plans of past months lie near what was reached."""
    post_so_far()
    if MEASURE not in MEASURES:
        return
    for team in _selling_teams(world):
        for month in _months(world.today):
            _plan(world, team, month)
    make_rounds(world)


def _selling_teams(world: World) -> list[Team]:
    members = Membership.objects.on(world.today).filter(user__in=world.sellers, is_lead=False)
    return list(Team.objects.filter(pk__in=members.values("team")))


def _months(today: date) -> list[Period]:
    month = Period.containing(today, PeriodKind.MONTH)
    found = [month.next(), month]
    for _number in range(MONTHS):
        month = month.previous()
        found.append(month)
    return found[::-1]


def _plan(world: World, team: Team, month: Period) -> None:
    """What the team above gave it, else about what it reached; of a month that is not over, what it reached in the last three."""
    is_past = month.end <= world.today
    spans = [month] if is_past else [piece for piece in _months(world.today) if piece.end <= world.today][-3:]
    reached = [value or Decimal(0) for value in answer([Asked(MEASURE, span, team=team.pk) for span in spans])]
    goal = _rounded(sum(reached, Decimal(0)) / len(reached) * world.rng.randint(85, 120) / 100)
    with world.on(month.start):
        present = Target.objects.in_force().for_period(month).filter(measure=MEASURE, team=team).first()
        values = {"base_amount": _rounded(goal * 8 / 10), "goal_amount": goal, "stretch_amount": _rounded(goal * 12 / 10) + STEP}
        target = present or set_target(by=world.system, measure=MEASURE, team=team, kind="month", starts_on=month.start, **values)
        children = cascade(target, by=world.system, method=CascadeMethod.EQUAL)
    if not is_past and children:
        child = children[0]
        lowered = (child.goal_amount * 9 / 10).quantize(Decimal("0.01"))
        reason = "新接手区域，目标下调一成"
        replan(child, by=world.system, reason=reason, base_amount=None, goal_amount=lowered, stretch_amount=child.stretch_amount)


def _rounded(amount: Decimal) -> Decimal:
    return max((amount / STEP).quantize(Decimal(1)) * STEP, STEP * 5)
