"""The demo company's commissions: its plans, and the verbs by which a month is calculated, answered and paid. The story of the months is told above."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import override

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import actions as records

from .actions import calculating, plans, runs, statements
from .editor.exchange import begin
from .models import Dispute, Plan, PlanTerms, Run, Statement
from .ready_plans import ready_plans

BOOKED, COLLECTED = "orders.booked_revenue", "receivables.collected"
TIERS = [("0", "200000", "0.01"), ("200000", "500000", "0.015"), ("500000", None, "0.02")]
NEW_TIERS = [("0", "150000", "0.01"), ("150000", "400000", "0.016"), ("400000", None, "0.022")]
ON_CASH = [("0", None, "0.005")]
SIGNING = "签约提成"
BY_THE_ORDER = "agency_per_order"
CONFIRMING = 5
"""How many payees of an old month answered; everybody did in the newest ones."""


def make(world: World) -> None:
    if not {BOOKED, COLLECTED} <= MEASURES.keys():
        return
    by = world.system
    with world.on(world.start):
        plan = records.create(Plan(name="直销提成方案", note="签约按月累计分档，回款按到账比例。年中起签约提成随回款发放。"), by=by)
        terms = records.create(PlanTerms(plan=plan, starts_on=world.start), by=by)
        plans.add_component(terms, TIERS, by=by, name=SIGNING, measure=BOOKED)
        plans.add_component(terms, ON_CASH, by=by, name="回款提成", measure=COLLECTED, is_accumulated=False)
        plans.release(plan, by=by)
        for person in world.people["rep"]:
            plans.assign(plan, by=by, person=person, starts_on=world.start)
        _pay_agency(world)
    world.things["commission plan"] = plan


def _pay_agency(world: World) -> None:
    """The agency's people are paid for each order, by a plan that comes with the product."""
    by = world.system
    with override("zh-hans"):
        plan = begin(ready_plans()[BY_THE_ORDER], by=by, first=world.start)
    plans.release(plan, by=by)
    for person in world.people["outsourced_rep"]:
        plans.assign(plan, by=by, person=person, starts_on=world.start)


def change_plan(world: World, plan: Plan, starts_on: date) -> None:
    """From a day on other bands, and the signing commission as the customer pays."""
    by = world.system
    with world.on(starts_on):
        terms = plans.revise(plan, by=by, starts_on=starts_on)
        signing = terms.components.get(name=SIGNING)
        rate = next(rule["rate"] for rule in terms.document["components"] if rule["key"] == signing.key)
        plans.change_component(signing, by=by, release={"kind": "on_cash"}, rate={**rate, "bands": plans.kept_bands(NEW_TIERS)})
        plans.release(plan, by=by)


def calculated(world: World, period: Period) -> Run:
    clerk = world.people["finance"][2]
    with world.on(min(period.end + timedelta(days=2), world.today)):
        run = records.create(Run(starts_on=period.start, ends_on=period.end), by=clerk)
        calculating.calculate(run, by=clerk)
    return run


def reviewed(world: World, run: Run, *, is_new: bool) -> None:
    """Reviewed, and confirmed by whoever had nothing to say against it."""
    clerk, head = world.people["finance"][2], world.people["finance"][0]
    with world.on(min(run.ends_on + timedelta(days=3), world.today)):
        runs.review(run, by=clerk)
        for problem in run.problems.all():
            runs.waive(problem, by=head, reason="历史数据，已核对")
        listed = run.statements.filter(state="open", payee__is_active=True).select_related("payee", "run").order_by("pk")
        for statement in listed if is_new else listed[:CONFIRMING]:
            statements.confirm(statement, by=statement.payee)


def paid(world: World, run: Run) -> None:
    clerk, head = world.people["finance"][2], world.people["finance"][0]
    day = min(run.ends_on + timedelta(days=9), world.today)
    with world.on(day):
        runs.approve(run, by=head)
        runs.lock(run, by=head)
        runs.pay(run, by=clerk, paid_on=day)


def objected(world: World, run: Run, reason: str) -> Dispute | None:
    """Of those who have not confirmed, the payee of the largest statement objects to its largest line."""
    listed: list[Statement] = list(
        run.statements.filter(state="open", total_minor__gt=0, payee__is_active=True).select_related("payee", "run").order_by("-total_minor")[:1]
    )
    for statement in listed:
        with world.on(min(run.ends_on + timedelta(days=4), world.today)):
            line = statement.lines.order_by("-amount_minor", "pk").first()
            return statements.dispute(statement, by=statement.payee, line=line, reason=reason)
    return None


def answered(world: World, dispute: Dispute, manager: User, *, amount: Decimal | None, opinion: str, answer: str) -> None:
    """The manager passes it on; finance accepts with an amount, or refuses."""
    head = world.people["finance"][0]
    with world.on(min(dispute.statement.run.ends_on + timedelta(days=6), world.today)):
        statements.forward(dispute, by=manager, opinion=opinion)
        if amount is None:
            statements.refuse(dispute, by=head, answer=answer)
        else:
            statements.accept(dispute, by=head, amount=amount, answer=answer)
