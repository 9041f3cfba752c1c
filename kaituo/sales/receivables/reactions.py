"""What receivables say to orders: no promise beyond the credit limit, no cancelling of what is paid; and the credit approval that an order asks for."""

from django.utils.translation import gettext as _

from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CHANGED, RECORD_CREATED
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.orders.commitments import grown
from kaituo.sales.orders.events import APPROVAL_ASKED, ORDER_CANCELLED, ORDER_CONFIRMED
from kaituo.sales.orders.models import Order

from . import credit
from .balances import paid_amounts


@during(ORDER_CONFIRMED)
def check_credit_of_confirmed(events: list[Event]) -> None:
    for event in events:
        credit.check(Order.objects.get(pk=event.subject_id), by=event.actor)


@during(RECORD_CREATED, RECORD_CHANGED)
def check_credit_of_changed(events: list[Event]) -> None:
    """Every way of making an open order bigger comes past here: form, bulk edit, import, API."""
    for order in grown(events):
        credit.check(order, by=events[0].actor)


@during(APPROVAL_ASKED)
def ask_for_credit(events: list[Event]) -> None:
    for event in events:
        credit.ask(Order.objects.get(pk=event.subject_id), by=event.actor)


@during(ORDER_CANCELLED)
def refuse_to_cancel_what_is_paid(events: list[Event]) -> None:
    orders = list(Order.objects.filter(pk__in=[event.subject_id for event in events]))
    if any(paid_amounts(orders).values()):
        raise Refused(_("Payments are allocated to this order. Take them off first."))
