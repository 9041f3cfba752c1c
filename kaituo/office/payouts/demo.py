"""The demo company's pay: a run a month, with objections, a plan changed on the way, an order that fell through after its commission, and a rep who left."""

from datetime import timedelta
from decimal import Decimal

from kaituo.foundation.approvals.entitlements import leads_above
from kaituo.foundation.company.demo import World
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.ledger import post_so_far
from kaituo.performance.commissions import demo as commissions
from kaituo.performance.commissions.actions import plans
from kaituo.performance.commissions.models import Plan
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.choices import OrderStatus
from kaituo.sales.orders.models import Order
from kaituo.team.people import actions as people
from kaituo.team.people.models import Staff

CHANGED_AFTER, ACCEPTED_IN, REFUSED_IN, FELL_THROUGH_IN = 9, 11, 13, 14
"""Counted in months from the beginning of the story."""
NEW = 2


def make(world: World) -> None:
    plan: Plan | None = world.things.get("commission plan")
    if plan is None:
        return
    post_so_far()
    months = Period(world.start, Period.containing(world.today, PeriodKind.MONTH).start).split(PeriodKind.MONTH)
    for number, month in enumerate(months):
        if number == CHANGED_AFTER:
            commissions.change_plan(world, plan, month.start)
        if number == FELL_THROUGH_IN:
            _fall_through(world, month)
        if month.start <= world.left_on < month.end:
            _leave(world, plan)
        _month(world, number, month, months_left=len(months) - number)


def _month(world: World, number: int, month: Period, months_left: int) -> None:
    run = commissions.calculated(world, month)
    commissions.reviewed(world, run, is_new=1 < months_left <= NEW)
    if number == ACCEPTED_IN:
        _object(world, run, "该订单由我与同事共同跟进，漏记了我的 20%", Decimal(680), "情况属实，客户拜访记录齐全", "已核实，补记 20% 份额")
    elif number == REFUSED_IN:
        _object(world, run, "应按新方案的费率计算", None, "请财务核对生效日期", "该订单在新方案生效前签约，按原费率计算")
    elif months_left == 1:
        commissions.objected(world, run, "该订单应与同事各分一半")
        return
    commissions.paid(world, run)


def _object(world: World, run, reason: str, amount: Decimal | None, opinion: str, answer: str) -> None:
    dispute = commissions.objected(world, run, reason)
    if dispute is None:
        return
    manager = leads_above(dispute.payee, run.ends_on)[0]
    commissions.answered(world, dispute, manager, amount=amount, opinion=opinion, answer=answer)


def _fall_through(world: World, month: Period) -> None:
    """An order whose commission was paid long ago is cancelled: its days are closed, so it is clawed back in the open month."""
    waiting = Order.objects.filter(status__in=[OrderStatus.ON_HOLD, OrderStatus.CONFIRMED], owner__in=world.people["rep"], owner__is_active=True)
    order = waiting.filter(ordered_on__lt=month.previous().start, currency="CNY").order_by("-ordered_on", "pk").first()
    if order:
        with world.on(month.start + timedelta(days=8)):
            orders.cancel(order, by=world.system, reason="客户资金未到位，项目终止")
        post_so_far()


def _leave(world: World, plan: Plan) -> None:
    """She earns until her last day; what customers pay later for what she sold is still released to her."""
    if world.leaver is None:
        return
    with world.on(world.left_on):
        plans.end_assignment(plan.assignments.get(person=world.leaver), by=world.system, ends_on=world.left_on)
        people.leave(Staff.objects.get(user=world.leaver), by=world.system, left_on=world.left_on)
