"""The demo company's quarters: each lead agrees with her people on deals to win and on visits; one counters, one is re-planned, next quarter is on the table."""

from datetime import date
from decimal import Decimal
from random import Random

from kaituo.foundation.approvals.actions import approve
from kaituo.foundation.approvals.entitlements import approvers
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.access import owners_in_reach
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.kernel.calendar import ONE_DAY
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import MEASURES

from .actions.agreeing import agree, counter, propose
from .actions.replanning import ask_replan
from .actions.steps import finish_step
from .actuals import Asked, answer
from .models import Target

DEALS, VISITS, RATE = "pipeline.won_amount", "visits.done_count", "pipeline.win_rate"
STEP, LEAST = Decimal(10_000), Decimal(200_000)
WEEK = ONE_DAY * 7
AHEAD = 14
"""How many days before a quarter its targets are proposed."""
BECAUSE = "去年同期已完成大半，在手商机覆盖缺口；重点客户的年度框架预计本季签订。"
BEHAVIOUR = "每周至少两次上门拜访重点客户；报价后三天内回访；每次拜访当天写跟进记录。"
COUNTERED = "两家老客户本季转给了同事，按在手商机算这个数更实在。"
REPLANNED = "园区项目整体推迟到下季度，客户已书面确认。"
STEPS = ("梳理全部在手商机，确认决策人", "拜访前五大客户的采购负责人", "完成重点客户的方案演示", "与财务确认框架合同条款")


def make_rounds(world: World) -> None:
    """Four quarters that are over, the present one and the next."""
    present = Period.containing(world.today, PeriodKind.QUARTER)
    quarters = [present.next(), present]
    while len(quarters) < 6:
        quarters.append(quarters[-1].previous())
    for quarter in reversed(quarters):
        if quarter.start - ONE_DAY * AHEAD >= world.start:
            _round(world, quarter)


def _round(world: World, quarter: Period) -> None:
    day = min(quarter.start - ONE_DAY * AHEAD, world.today)
    members = Membership.objects.on(day).filter(user__in=world.sellers, is_lead=False, user__is_active=True).select_related("user")
    people = [row.user for row in members.order_by("user__pk")]
    leads = _leads_of(people, day)
    for place, person in enumerate(each for each in people if each.pk in leads):
        own = Random(f"{quarter} {person.username}")  # noqa: S311 - its own, so that the rest of the company stays as it was
        goal = _rounded(_about(world, quarter, person) * own.randint(90, 125) / 100)
        _with(world, quarter, person, leads[person.pk], goal, place)


def _about(world: World, quarter: Period, person: User) -> Decimal:
    """What she wins in a quarter: of one that runs at her pace so far, of one to come as in the present one."""
    span = quarter if quarter.start <= world.today else quarter.previous()
    reached = answer([Asked(DEALS, span, person=person.pk)])[0] or Decimal(0)
    past = min((world.today - span.start).days + 1, span.day_count)
    return reached * span.day_count / past


def _leads_of(people: list[User], day: date) -> dict[int, User]:
    """Who agrees on targets with each of them; an agency's own people are led from outside and left out."""
    leaders = leaders_of(people, day)
    reached = {lead: owners_in_reach(lead, Target, "propose") for found in leaders.values() for lead in found}
    may_lead = {pk: [lead for lead in found if reached[lead] is None or pk in reached[lead]] for pk, found in leaders.items()}
    return {pk: found[0] for pk, found in may_lead.items() if found}


def _with(world: World, quarter: Period, person: User, lead: User, goal: Decimal, place: int) -> None:
    is_present, is_coming = world.today in quarter, quarter.start > world.today
    with world.on(min(quarter.start - ONE_DAY * AHEAD, world.today)):
        steps = _steps(quarter) if place < 3 and (is_present or is_coming) else []
        levels = {"base_amount": _rounded(goal * 8 / 10), "goal_amount": goal, "stretch_amount": _rounded(goal * 12 / 10) + STEP}
        words = {"reachable_because": BECAUSE, "behaviour": BEHAVIOUR} if steps else {}
        target = propose(by=lead, measure=DEALS, kind="quarter", starts_on=quarter.start, person=person, steps=steps, **levels, **words)
    if is_coming and place != 1:
        return
    _answer(world, quarter, target, lead, place)
    if is_present and place == 0:
        _go_on(world, target)
        _beside(world, quarter, person, lead)


def _answer(world: World, quarter: Period, target: Target, lead: User, place: int) -> None:
    """The second of each round counters; her lead agrees, unless the quarter is still to come."""
    person = target.person
    with world.on(min(quarter.start - WEEK, world.today)):
        if place != 1:
            agree(target, by=person)
            return
        goal = _lower(target.goal_amount, 90)
        counter(
            target, by=person, goal_amount=goal, base_amount=min(target.base_amount, goal), stretch_amount=target.stretch_amount, reason=COUNTERED
        )
    if quarter.start <= world.today:
        with world.on(quarter.start - ONE_DAY * 3):
            agree(target, by=lead)


def _go_on(world: World, target: Target) -> None:
    """In the present quarter the first step is done, and the target is re-planned at her own request."""
    step = target.steps.first()
    if step is not None and step.due_on <= world.today:
        with world.on(step.due_on):
            finish_step(step, by=target.person, outcome="决策人已确认，两条商机关闭")
    with world.on(max(target.starts_on, world.today - WEEK)):
        goal = _lower(target.goal_amount, 85)
        base = min(target.base_amount, goal)
        ask_replan(target, by=target.person, goal_amount=goal, base_amount=base, stretch_amount=target.stretch_amount, reason=REPLANNED)
        request = Request.objects.waiting().get(model=Target._meta.label, record_id=target.pk)
        approve(request, by=approvers(request, world.today)[0], note="情况属实，同意")


def _beside(world: World, quarter: Period, person: User, lead: User) -> None:
    """What she does and how well, beside what comes of it."""
    for measure, goal in ((VISITS, Decimal(24)), (RATE, Decimal("0.35"))):
        if measure in MEASURES:
            with world.on(quarter.start - ONE_DAY * AHEAD):
                target = propose(by=lead, measure=measure, kind="quarter", starts_on=quarter.start, person=person, goal_amount=goal)
            with world.on(quarter.start - WEEK):
                agree(target, by=person)


def _steps(quarter: Period) -> list[tuple]:
    return [(what, quarter.start + WEEK * (2 * number + 1)) for number, what in enumerate(STEPS)]


def _lower(goal: Decimal, percent: int) -> Decimal:
    return min((goal * percent / 100 / STEP).quantize(Decimal(1)) * STEP, goal - STEP)


def _rounded(amount: Decimal) -> Decimal:
    return max((amount / STEP).quantize(Decimal(1)) * STEP, LEAST)
