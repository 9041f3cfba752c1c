"""How far below its price an order goes, and whether that was agreed to. A lowered unit price is a discount too."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.approvals.actions import agreed_facts
from kaituo.foundation.approvals.names import name
from kaituo.foundation.company.books import organisation
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.ui.formats import percent
from kaituo.sales.catalog.prices import price_on

from .models import Order, OrderLine
from .totals import ONE, combined_rate

DISCOUNT = name(
    "discount", gettext_lazy("Discount above the limit"), {"discount_rate": gettext_lazy("Discount"), "net_amount": gettext_lazy("Net amount")}
)
"""The kind of approval."""
DIGITS = 4
Limit = Callable[[Order], "tuple[Decimal, str] | None"]
LIMITS: list[Limit] = []
"""The shelf of what upper contexts say of a customer: `limit(order)` gives the discount that needs no approval and for whom that holds, or None."""


def discount_of(line: OrderLine) -> Decimal:
    """The discounts of line and order together, measured from the catalogue's price of that day where there is one and it is higher."""
    rate = combined_rate(line.discount_rate, line.order.discount_rate)
    usual = price_on(line.product, line.order.currency, line.order.ordered_on, line.quantity) if line.product_id else None
    if not usual or line.unit_price >= usual:
        return rate
    return ONE - quotient(line.unit_price * (ONE - rate), usual, DIGITS)


def biggest_discount(order: Order) -> Decimal:
    lines = order.lines.sold().select_related("product", "order")
    return max((discount_of(line) for line in lines), default=Decimal(0))


def facts_of(order: Order) -> dict:
    return {"discount_rate": biggest_discount(order), "net_amount": order.net_amount, "currency": order.currency}


def limit_of(order: Order) -> tuple[Decimal, str]:
    """What needs no approval, and for whom; what is said of the customer goes before what the organisation allows everybody."""
    said = [found for limit in LIMITS if (found := limit(order)) is not None]
    return min(said, default=(Decimal(organisation().discount_limit_rate), ""))


def allowed_rate(order: Order) -> Decimal:
    """What needs no approval, or what was agreed for this order."""
    agreed = Decimal(agreed_facts(order, DISCOUNT).get("discount_rate", 0))
    return max(limit_of(order)[0], agreed)


def limit_text(order: Order) -> str:
    """For people: how far one may go without an approval, and why no further."""
    rate, whom = limit_of(order)
    if not whom:
        return _("Allowed without approval: %(rate)s.") % {"rate": percent(rate, 2)}
    return _("Allowed without approval for %(whom)s: %(rate)s.") % {"whom": whom, "rate": percent(rate, 2)}


def refuse_unapproved_discount(order: Order) -> None:
    given = biggest_discount(order)
    if given > allowed_rate(order):
        words = {"rate": percent(given, 2), "limit": limit_text(order)}
        raise Refused(_("A discount of %(rate)s needs an approval first. %(limit)s Use “Ask for approval”.") % words)
