"""Taking goods back."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import OrderStatus
from ..forms import TakeBackForm
from ..models import Order, OrderLine, Return

SAME = ("position", "product", "description", "unit_price", "discount_rate", "tax_rate", "unit_cost")


@action(label=gettext_lazy("Take back"), says=events.ORDER_TAKEN_BACK, form=TakeBackForm, when="can_be_taken_back", icon="arrow-back-up", danger=True)
def take_back(order: Order, *, by: User, returned_on: date, reason: str, quantities: dict[int, Decimal]) -> Return:
    """Record what came back, by line id. It lowers revenue on the day of the return; an order of which everything came back is returned.

    Who may take back need not be allowed to change orders: the lines are written by the system.
    """
    lines = [line for line in order.lines.sold().select_related("product") if quantities.get(line.pk)]
    if not lines or len(lines) < len(quantities):
        raise Refused(_("Say how much of which line came back."))
    _refuse_too_much(order, lines, returned_on, quantities)
    system = User.objects.system()
    made = records.create(Return(order=order, returned_on=returned_on, reason=reason), by=system)
    for line in lines:
        copy = {name: getattr(line, name) for name in SAME}
        records.create(OrderLine(order=order, returned=made, origin=line, quantity=-quantities[line.pk], **copy), by=system)
    order.refresh_from_db()
    if all(line.rest == 0 for line in order.lines.sold()):
        order.status = OrderStatus.RETURNED
        order.save(update_fields=["status"])
    return made


def _refuse_too_much(order: Order, lines: list[OrderLine], returned_on: date, quantities: dict[int, Decimal]) -> None:
    if returned_on < order.booked_on:
        raise Refused(_("Goods cannot come back before they were ordered."), field="returned_on")
    for line in lines:
        if not 0 < quantities[line.pk] <= line.rest:
            raise Refused(_("Of %(line)s only %(rest)s can come back.") % {"line": line.title, "rest": f"{line.rest.normalize():f}"})
