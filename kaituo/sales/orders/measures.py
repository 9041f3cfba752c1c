"""What orders can count. Amounts are exclusive of tax and after all discounts; every measure counts order lines, so a statement opens into the line."""

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, MONEY
from kaituo.foundation.metrics.measure import Credit, measure

from .choices import OrderStatus
from .credits import credited
from .models import Order, OrderLine

OF_LINES = {"orders.OrderLine": "pk", "orders.Order": "order", "orders.OrderCredit": "order__credits", "orders.Return": "returned"}
OF_ORDERS = {"orders.Order": "pk", "orders.OrderCredit": "credits"}


def of_line(rows: Iterable[OrderLine]) -> dict[int, list[Credit]]:
    return credited({row.pk: row.order for row in rows})


def of_order(rows: Iterable[Order]) -> dict[int, list[Credit]]:
    return credited({row.pk: row for row in rows})


_line = partial(measure, kind=FLOW, credit=of_line, follows=OF_LINES)
_placed = partial(_line, unit=MONEY, on="order__ordered_on", amount="net_amount", currency="order__currency")
_booked = partial(_line, on="booked_on")

_placed("orders.gross", _("All orders"), rows=OrderLine.objects.placed, note=_("Lines of all orders whatever their status, on the day of the order"))

IN_STATE = {
    OrderStatus.DELIVERED: ("orders.shipped", _("Shipped orders")),
    OrderStatus.CANCELLED: ("orders.cancelled", _("Cancelled orders")),
    OrderStatus.ON_HOLD: ("orders.on_hold", _("Orders on hold")),
    OrderStatus.DISPUTED: ("orders.disputed", _("Disputed orders")),
    OrderStatus.RESOLVED: ("orders.resolved", _("Resolved orders")),
    OrderStatus.CONFIRMED: ("orders.in_process", _("Orders in process")),
}
for _status, (_name, _label) in IN_STATE.items():
    _placed(_name, _label, rows=partial(OrderLine.objects.in_state, _status), note=_("Lines of orders now in this state, on the day of the order"))

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
    rows=lambda: OrderLine.objects.booked().filter(unit_cost__isnull=False),
    amount="margin",
    reveals=("unit_cost",),
    currency="order__currency",
    note=_("Booked revenue less cost, of the lines whose cost is known"),
)
_booked(
    "orders.units", _("Units sold"), unit=COUNT, rows=OrderLine.objects.booked, amount="quantity", note=_("Quantities of booked orders, less returns")
)
measure(
    "orders.order_count",
    _("Number of orders"),
    kind=FLOW,
    unit=COUNT,
    rows=Order.objects.booked,
    on="booked_on",
    credit=of_order,
    follows=OF_ORDERS,
    note=_("Orders neither draft nor cancelled; a shared order counts by its shares"),
)
