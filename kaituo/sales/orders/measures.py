"""What orders can count. Amounts are exclusive of tax and after all discounts; every measure counts order lines, so a statement opens into the line."""

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, DAYS, FLOW, MONEY, RATIO, SHARE, Direction, Family, Keeper
from kaituo.foundation.metrics.measure import Credit, measure, owner_credited

from .choices import OrderStatus
from .credits import credited
from .models import Order, OrderLine, Quote

OF_LINES = {"orders.OrderLine": "pk", "orders.Order": "order", "orders.OrderCredit": "order__credits", "orders.Return": "returned"}
OF_ORDERS = {"orders.Order": "pk", "orders.OrderCredit": "credits"}


def of_line(rows: Iterable[OrderLine]) -> dict[int, list[Credit]]:
    return credited({row.pk: row.order for row in rows})


def of_order(rows: Iterable[Order]) -> dict[int, list[Credit]]:
    return credited({row.pk: row for row in rows})


_declare = partial(measure, family=Family.MONEY, keeper=Keeper.BACK_OFFICE)
_ratio = partial(_declare, kind=RATIO)
_line = partial(_declare, kind=FLOW, credit=of_line, follows=OF_LINES)
_order = partial(_declare, kind=FLOW, unit=COUNT, credit=of_order, follows=OF_ORDERS)
_placed = partial(_line, unit=MONEY, on="order__ordered_on", amount="net_amount", currency="order__currency")
_booked = partial(_line, on="booked_on")

_placed("orders.gross", _("All orders"), rows=OrderLine.objects.placed, note=_("Lines of all orders whatever their status, on the day of the order"))

WORSE = {OrderStatus.CANCELLED, OrderStatus.ON_HOLD, OrderStatus.DISPUTED}
IN_STATE = {
    OrderStatus.DELIVERED: ("orders.shipped", _("Shipped orders")),
    OrderStatus.CANCELLED: ("orders.cancelled", _("Cancelled orders")),
    OrderStatus.ON_HOLD: ("orders.on_hold", _("Orders on hold")),
    OrderStatus.DISPUTED: ("orders.disputed", _("Disputed orders")),
    OrderStatus.RESOLVED: ("orders.resolved", _("Resolved orders")),
    OrderStatus.CONFIRMED: ("orders.in_process", _("Orders in process")),
}
for _status, (_name, _label) in IN_STATE.items():
    _placed(
        _name,
        _label,
        rows=partial(OrderLine.objects.in_state, _status),
        family=Family.SERVICE,
        direction=Direction.LESS if _status in WORSE else Direction.MORE,
        note=_("Lines of orders now in this state, on the day of the order"),
    )

_booked(
    "orders.booked_revenue",
    _("Booked revenue"),
    unit=MONEY,
    rows=OrderLine.objects.booked,
    amount="net_amount",
    currency="order__currency",
    note=_("Lines of orders neither draft nor cancelled, on the day of confirmation; returns are subtracted on their own day"),
)
_booked(
    "orders.margin",
    _("Margin"),
    unit=MONEY,
    rows=OrderLine.objects.costed,
    amount="margin",
    reveals=("unit_cost",),
    currency="order__currency",
    note=_("Booked revenue less cost, of the lines whose cost is known"),
)
_booked(
    "orders.units", _("Units sold"), unit=COUNT, rows=OrderLine.objects.booked, amount="quantity", note=_("Quantities of booked orders, less returns")
)
_booked(
    "orders.costed_revenue",
    _("Revenue whose cost is known"),
    unit=MONEY,
    rows=OrderLine.objects.costed,
    amount="net_amount",
    currency="order__currency",
    reveals=("unit_cost",),
    note=_("Booked revenue of the lines whose cost is known"),
)
_booked(
    "orders.list_value",
    _("Value at list prices"),
    unit=MONEY,
    rows=OrderLine.objects.booked,
    amount="list_amount",
    currency="order__currency",
    family=Family.COST,
    direction=Direction.NEUTRAL,
    note=_("Booked lines at their unit price, before any discount; returns are subtracted"),
)
_booked(
    "orders.returned",
    _("Returned goods"),
    unit=MONEY,
    rows=OrderLine.objects.came_back,
    amount="returned_amount",
    currency="order__currency",
    family=Family.QUALITY,
    direction=Direction.LESS,
    note=_("Net amount of what came back, on the day of the return"),
)
_order(
    "orders.order_count",
    _("Number of orders"),
    rows=Order.objects.booked,
    on="booked_on",
    carries=("orders.booked_revenue", "orders.margin", "orders.costed_revenue", "orders.list_value"),
    note=_("Orders neither draft nor cancelled; a shared order counts by its shares"),
)
_order(
    "orders.first_order_count",
    _("Customers won with a first order"),
    rows=Order.objects.first_of_customer,
    also=("orders.order_count",),
    on="booked_on",
    hangs_together=True,
    family=Family.CUSTOMERS,
    note=_("Booked orders before which the customer had none"),
)
_order(
    "orders.delivered_count",
    _("Delivered orders"),
    rows=Order.objects.delivered,
    on="delivered_on",
    family=Family.SERVICE,
    carries=("orders.delivery_days",),
    note=_("On the day of delivery"),
)
_order(
    "orders.promised_count",
    _("Delivered orders with a day wanted"),
    rows=Order.objects.promised,
    on="delivered_on",
    family=Family.SERVICE,
    note=_("Delivered orders that say by which day they were wanted"),
)
_order(
    "orders.in_time_count",
    _("Orders delivered in time"),
    rows=Order.objects.in_time,
    also=("orders.promised_count", "orders.delivered_count"),
    on="delivered_on",
    family=Family.SERVICE,
    note=_("Delivered on the day wanted or before"),
)
_order(
    "orders.delivery_days",
    _("Days to delivery, in all"),
    unit=DAYS,
    rows=Order.objects.delivered,
    on="delivered_on",
    amount="delivery_days",
    family=Family.SPEED,
    direction=Direction.LESS,
    note=_("Days from booking to delivery of all delivered orders, added up"),
)
_quote = partial(
    _declare, kind=FLOW, unit=COUNT, family=Family.PIPELINE, keeper=Keeper.SALES, credit=owner_credited(), follows={"orders.Quote": "pk"}
)
_quote("orders.quote_count", _("Quotes sent"), rows=Quote.objects.given, on="sent_on", note=_("On the day they were sent"))
_quote("orders.quotes_decided_count", _("Quotes decided"), rows=Quote.objects.decided, on="decided_on", note=_("Accepted, rejected or expired"))
_quote(
    "orders.quotes_taken_count",
    _("Quotes accepted"),
    rows=Quote.objects.taken,
    also=("orders.quotes_decided_count",),
    on="decided_on",
    note=_("Accepted or ordered"),
)

_ratio(
    "orders.average_order",
    _("Average order"),
    unit=MONEY,
    formula="revenue / orders",
    names={"revenue": "orders.booked_revenue", "orders": "orders.order_count"},
    note=_("Booked revenue ÷ orders"),
)
_ratio(
    "orders.margin_rate",
    _("Margin rate"),
    unit=SHARE,
    formula="margin / revenue",
    names={"margin": "orders.margin", "revenue": "orders.costed_revenue"},
    note=_("Margin ÷ revenue, of the lines whose cost is known"),
)
_ratio(
    "orders.cost_of_sales",
    _("Cost of sales"),
    unit=MONEY,
    family=Family.COST,
    direction=Direction.LESS,
    formula="revenue - margin",
    names={"margin": "orders.margin", "revenue": "orders.costed_revenue"},
    note=_("Revenue less margin, of the lines whose cost is known"),
)
_ratio(
    "orders.discount_given",
    _("Discount given"),
    unit=MONEY,
    family=Family.COST,
    direction=Direction.LESS,
    formula="list - revenue",
    names={"list": "orders.list_value", "revenue": "orders.booked_revenue"},
    note=_("Value at list prices less booked revenue"),
)
_ratio(
    "orders.discount_rate",
    _("Discount rate"),
    unit=SHARE,
    family=Family.COST,
    direction=Direction.LESS,
    formula="(list - revenue) / list",
    names={"list": "orders.list_value", "revenue": "orders.booked_revenue"},
    note=_("Discount given ÷ value at list prices"),
)
_ratio(
    "orders.return_rate",
    _("Return rate"),
    unit=SHARE,
    family=Family.QUALITY,
    direction=Direction.LESS,
    formula="returned / (revenue + returned)",
    names={"returned": "orders.returned", "revenue": "orders.booked_revenue"},
    note=_("Returned goods ÷ booked revenue before returns"),
)
_ratio(
    "orders.in_time_rate",
    _("Delivered in time"),
    unit=SHARE,
    family=Family.SERVICE,
    formula="in_time / promised",
    names={"in_time": "orders.in_time_count", "promised": "orders.promised_count"},
    note=_("In time ÷ delivered orders with a day wanted"),
)
_ratio(
    "orders.days_to_deliver",
    _("Days to delivery"),
    unit=DAYS,
    family=Family.SPEED,
    direction=Direction.LESS,
    formula="days / orders",
    names={"days": "orders.delivery_days", "orders": "orders.delivered_count"},
    note=_("Days from booking to delivery, on average"),
)
_ratio(
    "orders.quote_rate",
    _("Quotes won"),
    unit=SHARE,
    family=Family.PIPELINE,
    keeper=Keeper.SALES,
    formula="taken / decided",
    names={"taken": "orders.quotes_taken_count", "decided": "orders.quotes_decided_count"},
    note=_("Accepted ÷ decided quotes"),
)
