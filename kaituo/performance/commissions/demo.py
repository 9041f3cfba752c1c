"""The demo company's commissions: one plan with a tiered and a cash component, two months paid, one being reviewed with a dispute."""

from datetime import timedelta

from kaituo.foundation.company.demo import World
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import actions as records

from .actions import calculating, plans, runs, statements
from .models import Plan, PlanTerms, Run, Statement

BOOKED, COLLECTED = "orders.booked_revenue", "receivables.collected"
TIERS = [("0", "200000", "0.01"), ("200000", "500000", "0.015"), ("500000", None, "0.02")]
ON_CASH = [("0", None, "0.005")]


def make(world: World) -> None:
    if not {BOOKED, COLLECTED} <= MEASURES.keys():
        return
    _plan(world)
    month = Period.containing(world.today, PeriodKind.MONTH).previous()
    for period in (month.previous().previous(), month.previous()):
        _pay(world, _calculate(world, period))
    open_run = _calculate(world, month)
    runs.review(open_run, by=world.people["finance"][0])
    _answer(open_run, world)


def _plan(world: World) -> None:
    by = world.system
    with world.on(world.start):
        plan = records.create(Plan(name="直销提成方案", note="签约按月累计分档，回款按到账比例。"), by=by)
        terms = records.create(PlanTerms(plan=plan, starts_on=world.start), by=by)
        plans.add_component(terms, TIERS, by=by, name="签约提成", measure=BOOKED)
        plans.add_component(terms, ON_CASH, by=by, name="回款提成", measure=COLLECTED, is_accumulated=False)
        plans.release(plan, by=by)
        for person in world.people["rep"]:
            plans.assign(plan, by=by, person=person, starts_on=world.start)


def _calculate(world: World, period: Period) -> Run:
    clerk = world.people["finance"][0]
    with world.on(min(period.end + timedelta(days=2), world.today)):
        run = records.create(Run(starts_on=period.start, ends_on=period.end), by=clerk)
        calculating.calculate(run, by=clerk)
    return run


def _pay(world: World, run: Run) -> None:
    clerk, head = world.people["finance"][:2]
    day = min(run.ends_on + timedelta(days=9), world.today)
    with world.on(day):
        runs.review(run, by=clerk)
        for problem in run.problems.all():
            runs.waive(problem, by=head, reason="历史数据，已核对")
        for statement in run.statements.select_related("payee", "run"):
            statements.confirm(statement, by=statement.payee)
        runs.approve(run, by=head)
        runs.lock(run, by=head)
        runs.pay(run, by=clerk, paid_on=day)


def _answer(run: Run, world: World) -> None:
    """One agrees, one does not."""
    listed: list[Statement] = list(run.statements.filter(total_minor__gt=0).select_related("payee", "run").order_by("pk")[:2])
    if len(listed) < 2:
        return
    statements.confirm(listed[0], by=listed[0].payee)
    line = listed[1].lines.order_by("-amount_minor").first()
    statements.dispute(listed[1], by=listed[1].payee, line=line, reason="该订单应与同事各分一半", due_on=world.today + timedelta(days=7))
