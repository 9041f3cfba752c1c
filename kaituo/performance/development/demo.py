"""The demo company's development: a plan that worked, one that did not, one that runs, and a ladder with a proposal. Who gets which follows from the figures."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.standing import Readings
from kaituo.foundation.records import actions as records
from kaituo.performance.reviews.models import Review

from .actions.plans import answer_cause, check_causes, end, hold, sign
from .actions.promotions import propose
from .climbing import climbs
from .figures import alike
from .models import ImprovementPlan, Ladder, LadderLevel, LevelCriterion, LevelStanding, PlanTarget

MEASURE, LENGTH, AGO, RUNS = "visits.done_count", 60, 150, 25
GAP = "近两个月完成拜访明显少于之前，新增商机随之减少；商机数量撑不起下季度目标。"
STEPS = "每周五前排好下周拜访；每周至少两次新客户首次拜访；每次拜访当天写下一步。"
SUPPORT = "经理每两周随访一次；内勤代录订单，每周释放半天；分配 20 条展会线索；安排“首次拜访”培训一次。"
SEEN = ["拜访计划按周排好，首次拜访三家，其中一家已立项。", "随访两次，提问有进步，约下一步仍不够具体。"]
GIVEN = ["经理随访两次；内勤已代录订单；展会线索已分配。", "培训已完成；仍欠一次随访，下周补上。"]
FAIR = "按其负责客户数与路线测算，经双方讨论认可"
ANSWERED = "已与本人核对：区域、客户与产品的影响已在目标值中扣减，本人认可目标可以做到。"
LEVELS = [
    (1, "客户经理", "独立跟进客户与订单", 0, 0, []),
    (2, "高级客户经理", "独立负责重点客户，能带教新人", 12, 1, [("orders.booked_revenue", 1_500_000), ("visits.done_count", 40)]),
    (3, "大客户经理", "负责集团客户与年度框架", 18, 1, [("orders.booked_revenue", 3_000_000), ("pipeline.win_rate", "0.3")]),
    (4, "资深大客户经理", "制定行业方案，培养大客户经理", 24, 2, [("orders.booked_revenue", 6_000_000)]),
]
SENIOR = 3


@dataclass(frozen=True)
class Course:
    """What a person did before and during the days of a plan."""

    person: User
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


def make(world: World) -> None:
    start = world.today - timedelta(days=AGO)
    courses = _courses(world, start)
    better = max(courses, key=lambda each: each.change)
    falling = [each for each in courses if each.change < 0]
    worse = min(falling, key=lambda each: (_failing(each.after + 1, each, courses, start), each.change))
    _finished(world, better, start, max(better.before + 1, better.after - 1), "met", "目标全部达到：首次拜访带来两个新商机，本人已形成周计划习惯。")
    _finished(world, worse, start, worse.after + 1, "not_met", "支持已全部兑现，两次延误后仍未达到；经沟通，转任内勤支持岗位，由双方确认。")
    _running(world, {better.person.pk, worse.person.pk})
    _ladder(world)


def _failing(figure: Decimal, course: Course, courses: list[Course], day: date) -> Decimal:
    """How many of those engaged alike would have failed what is asked of her: a plan is for what others reach."""
    peers = set(alike(course.person.pk, day))
    theirs = [each.before for each in courses if each.person.pk in peers]
    return Decimal(sum(each < figure for each in theirs)) / len(theirs) if theirs else Decimal(1)


def _courses(world: World, start: date) -> list[Course]:
    people = [
        user for user in world.people["rep"] if world.is_here(user.pk, world.today) and world.first_day_of(user.pk) < start - timedelta(days=LENGTH)
    ]
    days, ids = timedelta(days=LENGTH), [user.pk for user in people]
    before, after = (
        Readings([MEASURE], Period(first, first + days + timedelta(days=extra)), today=world.today, by=world.system, people=ids)
        for first, extra in ((start - days, 0), (start, 1))
    )
    return [Course(each, before.of(MEASURE, each.pk).value or Decimal(0), after.of(MEASURE, each.pk).value or Decimal(0)) for each in people]


def _plan(course: Course, figure: Decimal, day: date) -> ImprovementPlan:
    leader = leaders_of([course.person], day)[course.person.pk][0]
    review = Review.objects.filter(person=course.person, state="closed").order_by("-pk").first()
    row = ImprovementPlan(person=course.person, leader=leader, review=review, gap=GAP, steps=STEPS, support=SUPPORT, length=LENGTH)
    records.create(row, by=leader)
    records.create(PlanTarget(plan=row, measure=MEASURE, figure=figure, fair_because=FAIR), by=leader)
    check_causes(row, by=leader)
    for cause in row.causes.filter(speaks=True):
        answer_cause(cause, by=leader, answer=ANSWERED)
    sign(row, by=leader)
    sign(row, by=course.person, note="目标可以做到，希望随访能按时。")
    return row


def _finished(world: World, course: Course, start: date, figure: Decimal, outcome: str, reason: str) -> None:
    with world.on(start):
        row = _plan(course, figure, start)
    first = row.check_ins.first()
    with world.on(first.due_on):
        hold(first, by=row.leader, note=SEEN[0], support_given=GIVEN[0])
    with world.on(start + timedelta(days=LENGTH)):
        end(row, by=row.leader, outcome=outcome, reason=reason)
        sign(row, by=row.leader)
        sign(row, by=row.person)


def _running(world: World, but: set[int]) -> None:
    day = world.today - timedelta(days=RUNS)
    courses = [each for each in _courses(world, day) if each.person.pk not in but]
    chosen = min(courses, key=lambda each: (_failing(each.before + 2, each, courses, day), each.before, each.person.pk))
    with world.on(day):
        _plan(chosen, chosen.before + 2, day)


def _ladder(world: World) -> None:
    director, manager = world.people["director"][0], world.people["manager"][0]
    with world.on(world.start):
        ladder = records.create(Ladder(name="客户经理职级", note="客户经理、驻外与大客户岗位"), by=director)
        levels = [_level(ladder, director, *each) for each in LEVELS]
    rows = []
    for number, person in enumerate(world.people["rep"]):
        if world.is_here(person.pk, world.today):
            level = levels[1] if number % SENIOR == 1 else (levels[2] if number % (2 * SENIOR) == SENIOR else levels[0])
            rows.append(LevelStanding(person=person, level=level, starts_on=world.first_day_of(person.pk)))
    with world.on(world.start):
        records.create_many(rows, by=director)
    _proposal(world, manager)


def _proposal(world: World, manager: User) -> None:
    """The one of her people who is nearest."""
    mine = [
        each for each in LevelStanding.objects.filter(ends_on=None).select_related("person", "level") if _leads(manager, each.person, world.today)
    ]
    nearest = climbs(mine, world.today)[0]
    first = (world.today.replace(day=1) + timedelta(days=32)).replace(day=1)
    with world.on(world.today - timedelta(days=1)):
        propose(nearest.standing, by=manager, starts_on=first, reason="连续两个季度带教新人，负责的重点客户续签率高，具备上一级的要求。")


def _leads(manager: User, person: User, day: date) -> bool:
    return manager in leaders_of([person], day).get(person.pk, [])


def _level(ladder: Ladder, by: User, position: int, name: str, duties: str, months: int, reviews: int, asks: list) -> LadderLevel:
    values = {"position": position, "name": name, "duties": duties, "least_months": months, "least_reviews": reviews, "least_score": 70}
    level = records.create(LadderLevel(ladder=ladder, **values), by=by)
    for measure, figure in asks:
        records.create(LevelCriterion(level=level, measure=measure, figure=Decimal(figure), months=12), by=by)
    return level
