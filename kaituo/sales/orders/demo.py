"""The demo company's orders: what became of the deals that were won, small repeat orders, and a few that went wrong."""

from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity

from . import actions
from .choices import OrderStatus
from .models import Order, OrderLine, Quote, QuoteLine
from .models.document import DocumentLine

SMALL = 40_000
"""Only what costs less than this is ordered again without a deal."""
COMPANIONS = {
    "视觉控制器 VC-8": "视觉算法授权",
    "电动夹爪 G50": "快换装置 Q10",
    "伺服电机 750W": "线缆包 10m",
    "MES 接口模块": "操作培训（场）",
    "减速机 RV-40": "安装调试（人天）",
}
"""What goes with what: two of three orders of the first hold the second too."""
QUOTED = 45
"""How many quotes are still with the customer."""


def make(world: World) -> None:
    """History was agreed to long ago, so the installation itself confirms it; what is open now is the sellers' own."""
    world.things["orders"] = []
    for deal, day in world.things["won"]:
        _order(world, deal, day)
    open_deals = list(Opportunity.objects.filter(stage__kind="open").select_related("account", "owner").order_by("pk")[:QUOTED])
    for deal in open_deals:
        _quote(world, deal)
    _reorder(world)


def _order(world: World, deal: Opportunity, day: date) -> None:
    by = world.system
    with world.on(day):
        order = Order(
            account=deal.account,
            opportunity=deal,
            contact=deal.contact,
            owner=deal.owner,
            currency=deal.currency,
            ordered_on=day,
            legal_entity=world.things["legal_entities"][0 if deal.currency == "CNY" else 1],
            required_on=day + timedelta(days=world.rng.randint(20, 60)),
        )
        records.create(order, by=by)
        records.create_many(
            [_line(OrderLine, line, number, order=order) for number, line in enumerate(deal.lines.select_related("product"), 1)], by=by
        )
        if world.chance(12):
            colleague = world.rng.choice(world.people["rep"])
            if colleague != deal.owner:
                actions.share_credit(order, by=by, shares={deal.owner: Decimal("0.8"), colleague: Decimal("0.2")})
        actions.confirm(order, by=by, confirmed_on=day)
    world.things["orders"].append(order)
    _fulfil(world, order, day)


def _fulfil(world: World, order: Order, day: date) -> None:
    delivered = day + timedelta(days=world.rng.randint(15, 55))
    fate = world.rng.randrange(1000)
    if fate < 30:
        with world.on(min(day + timedelta(days=9), world.today)):
            actions.cancel(order, by=world.system, reason="客户项目暂停")
    elif fate < 50:
        with world.on(min(day + timedelta(days=12), world.today)):
            actions.hold(order, by=world.system, reason="等待客户场地就绪")
    elif delivered < world.today:
        with world.on(delivered):
            actions.deliver(order, by=world.system, delivered_on=delivered)
        if fate > 985:
            with world.on(min(delivered + timedelta(days=6), world.today)):
                actions.dispute(order, by=world.system, reason="到货型号与合同不符")


def _quote(world: World, deal: Opportunity) -> None:
    day = world.day(world.today - timedelta(days=25))
    with world.on(day):
        quote = Quote(
            account=deal.account,
            opportunity=deal,
            owner=deal.owner,
            currency=deal.currency,
            quoted_on=day,
            valid_until_on=day + timedelta(days=30),
            legal_entity=world.things["legal_entities"][0],
        )
        records.create(quote, by=deal.owner)
        records.create_many(
            [_line(QuoteLine, line, number, quote=quote) for number, line in enumerate(deal.lines.select_related("product"), 1)], by=deal.owner
        )
        quote.refresh_from_db()
        if world.chance(80):
            actions.send(quote, by=deal.owner)


def _line(model: type[DocumentLine], line, position: int, **head) -> DocumentLine:
    """The deal's line as the document's; tax, cost and amount follow the catalogue."""
    made = model(
        position=position, product=line.product, quantity=line.quantity, unit_price=line.unit_price, discount_rate=line.discount_rate, **head
    )
    made.clean()
    return made


def _reorder(world: World) -> None:
    """What customers order again from month to month, entered as history in one go per month."""
    buyers: dict[int, list[Account]] = {}
    for account in world.things["accounts"]:
        if account.owner_id and account.currency == "CNY":
            buyers.setdefault(account.owner_id, []).append(account)
    zeal = {seller: world.rng.randint(15, 75) for seller in sorted(buyers)}
    for month in Period(world.start, world.today).split(PeriodKind.MONTH):
        orders = [
            _small_order(world, world.rng.choice(accounts), month)
            for seller, accounts in buyers.items()
            for _again in range(3)
            if world.chance(zeal[seller]) and world.first_day_of(seller) <= month.start and world.is_here(seller, month.last_day)
        ]
        with world.on(min(month.last_day, world.today)):
            records.create_many(orders, by=world.system)
            lines = [_small_line(world, order, position) for order in orders for position in range(1, world.rng.randint(2, 4))]
            records.create_many([*lines, *_companions(world, lines)], by=world.system)
        world.things["orders"] += orders


def _small_order(world: World, account: Account, month: Period) -> Order:
    day = world.day(month.start, month.last_day)
    delivered = day + timedelta(days=world.rng.randint(3, 14))
    is_delivered = delivered < world.today
    return Order(
        account=account,
        owner_id=account.owner_id,
        currency="CNY",
        ordered_on=day,
        confirmed_on=day,
        required_on=day + timedelta(days=15),
        delivered_on=delivered if is_delivered else None,
        status=OrderStatus.DELIVERED if is_delivered else OrderStatus.CONFIRMED,
        legal_entity=world.things["legal_entities"][0],
    )


def _small_line(world: World, order: Order, position: int) -> OrderLine:
    product = world.rng.choice([product for product in world.things["products"] if product.list_price < SMALL])
    line = OrderLine(order=order, position=position, product=product, quantity=world.rng.randint(1, 4), unit_price=product.list_price)
    line.clean()
    return line


def _companions(world: World, lines: list[OrderLine]) -> list[OrderLine]:
    named = {product.name: product for product in world.things["products"]}
    held = {(line.order.number, line.product.name) for line in lines}
    wanted = [(line, COMPANIONS[line.product.name]) for line in lines if line.product.name in COMPANIONS]
    found = []
    for number, (line, name) in enumerate(wanted):
        if number % 3 and (line.order.number, name) not in held:
            made = OrderLine(order=line.order, position=9, product=named[name], quantity=line.quantity, unit_price=named[name].list_price)
            made.clean()
            found.append(made)
    return found
