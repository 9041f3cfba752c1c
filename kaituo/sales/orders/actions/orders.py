"""The verbs of orders. What upper contexts must agree to (credit) hangs on the facts these leave; a refusal there undoes the verb."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.approvals import actions as approvals
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import OrderStatus
from ..discounts import DISCOUNT, allowed_rate, facts_of, limit_text, refuse_unapproved_discount
from ..forms import AskApprovalForm, ConfirmForm, DeliverForm, ReasonForm, ReassignForm, ShareCreditForm
from ..models import Order, OrderCredit


@action(label=gettext_lazy("Confirm"), says=events.ORDER_CONFIRMED, form=ConfirmForm, when="is_draft", icon="check")
def confirm(order: Order, *, by: User, confirmed_on: date | None = None) -> None:
    """The order is binding and counts as revenue from this day. Refused while a discount above the limit is not agreed to."""
    if not order.lines.sold().exists():
        raise Refused(_("An order without lines cannot be confirmed."))
    refuse_unapproved_discount(order)
    order.status, order.confirmed_on = OrderStatus.CONFIRMED, confirmed_on or clock.today()
    order.save(update_fields=["status", "confirmed_on"])


@action(label=gettext_lazy("Ask for approval"), says=events.APPROVAL_ASKED, form=AskApprovalForm, when="is_unfinished", icon="checklist")
def ask_approval(order: Order, *, by: User, note: str = "", discount_rate: Decimal | None = None) -> None:
    """Ask for what confirming needs, or for the discount that is wanted; upper contexts ask for theirs when they hear of it."""
    facts = facts_of(order)
    facts["discount_rate"] = max(facts["discount_rate"], discount_rate or Decimal(0))
    if facts["discount_rate"] > allowed_rate(order):
        approvals.ask(order, DISCOUNT, facts, by=by, note=f"{note} {limit_text(order)}".strip())


@action(label=gettext_lazy("Deliver"), says=events.ORDER_DELIVERED, form=DeliverForm, when="is_confirmed", icon="truck-delivery")
def deliver(order: Order, *, by: User, delivered_on: date | None = None) -> None:
    """Everything has been handed over to the customer."""
    order.status, order.delivered_on = OrderStatus.DELIVERED, delivered_on or clock.today()
    order.save(update_fields=["status", "delivered_on"])


@action(label=gettext_lazy("Put on hold"), says=events.ORDER_HELD, form=ReasonForm, when="is_confirmed", icon="lock")
def hold(order: Order, *, by: User, reason: str) -> None:
    _enter(order, OrderStatus.ON_HOLD, reason)


@action(label=gettext_lazy("Release"), says=events.ORDER_RELEASED, when="is_held", icon="lock-open")
def release(order: Order, *, by: User) -> None:
    _enter(order, OrderStatus.CONFIRMED)


@action(label=gettext_lazy("Dispute"), says=events.ORDER_DISPUTED, form=ReasonForm, when="can_be_disputed", icon="flag")
def dispute(order: Order, *, by: User, reason: str) -> None:
    """The customer disagrees with what was delivered or charged."""
    _enter(order, OrderStatus.DISPUTED, reason)


@action(label=gettext_lazy("Resolve"), says=events.ORDER_RESOLVED, when="is_disputed", icon="circle-check")
def resolve(order: Order, *, by: User) -> None:
    _enter(order, OrderStatus.RESOLVED)


@action(label=gettext_lazy("Cancel order"), says=events.ORDER_CANCELLED, form=ReasonForm, when="can_be_cancelled", icon="ban", danger=True)
def cancel(order: Order, *, by: User, reason: str) -> None:
    """Nothing will be delivered; it no longer counts as revenue. What was delivered is taken back instead."""
    order.cancelled_on = clock.today()
    order.save(update_fields=["cancelled_on"])
    _enter(order, OrderStatus.CANCELLED, reason)


@action(label=gettext_lazy("Hand over"), says=events.ORDER_REASSIGNED, form=ReassignForm, when="is_active", icon="arrows-exchange")
def reassign(order: Order, *, by: User, to: User) -> None:
    """Make another person responsible. What is booked stays credited to whoever earned it."""
    if order.owner == to:
        raise Refused(_("%(person)s is responsible for %(order)s already.") % {"person": to, "order": order}, field="to")
    order.owner = to
    order.keep_credit()
    order.save(update_fields=["owner", "credited_to"])


@action(label=gettext_lazy("Share credit"), says=events.CREDIT_SHARED, form=ShareCreditForm, when="is_active", icon="users")
def share_credit(order: Order, *, by: User, shares: dict[User, Decimal]) -> None:
    """Replace the credit shares. They total 1; none gives all of it back to the responsible rep."""
    if shares and sum(shares.values()) != 1:
        raise Refused(_("The shares of an order must total 100 %."))
    order.credits.all().delete()
    OrderCredit.objects.bulk_create([OrderCredit(order=order, person=person, share=share, created_by=by) for person, share in shares.items()])


def _enter(order: Order, status: OrderStatus, reason: str = "") -> None:
    order.status, order.reason = status, reason
    order.save(update_fields=["status", "reason"])
