"""The demo company's orders: what became of the deals that were won, small repeat orders, and a few that went wrong."""

from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.records import actions as records
from kaituo.sales.pipeline.models import Opportunity

from . import actions
from .models import Order, OrderLine, Quote, QuoteLine
from .models.document import DocumentLine

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
