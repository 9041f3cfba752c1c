"""The verbs of quotes."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import QuoteStatus
from ..forms import OrderQuoteForm, ReasonForm, ReassignForm
from ..models import Order, OrderLine, Quote

HEAD = ("account", "contact", "opportunity", "owner", "legal_entity", "currency", "discount_rate", "notes")
LINE = ("position", "product", "description", "quantity", "unit_price", "discount_rate", "tax_rate", "unit_cost")


@action(label=gettext_lazy("Send"), says=events.QUOTE_SENT, when="is_draft", icon="send")
def send(quote: Quote, *, by: User) -> None:
    """The quote is with the customer."""
    if not quote.lines.exists():
        raise Refused(_("A quote without lines offers nothing."))
    quote.status, quote.sent_on = QuoteStatus.SENT, clock.today()
    quote.save(update_fields=["status", "sent_on"])


@action(label=gettext_lazy("Accepted"), says=events.QUOTE_ACCEPTED, when="is_sent", icon="thumb-up")
def accept(quote: Quote, *, by: User) -> None:
    """The customer agrees."""
    _decide(quote, QuoteStatus.ACCEPTED)


@action(label=gettext_lazy("Rejected"), says=events.QUOTE_REJECTED, form=ReasonForm, when="is_sent", icon="x", danger=True)
def reject(quote: Quote, *, by: User, reason: str) -> None:
    """The customer does not want it."""
    quote.reason = reason
    _decide(quote, QuoteStatus.REJECTED)


@action(label=gettext_lazy("Expired"), says=events.QUOTE_EXPIRED, when="is_sent", icon="hourglass")
def expire(quote: Quote, *, by: User) -> None:
    """Its last day has passed without an answer."""
    if quote.valid_until_on is None or quote.valid_until_on >= clock.today():
        raise Refused(_("The quote is still valid."))
    _decide(quote, QuoteStatus.EXPIRED)


def expire_outlived(*, on: date, by: User) -> int:
    """Expire every sent quote whose last day has passed; for the nightly schedule. Returns how many."""
    outlived = list(Quote.objects.outlived(on))
    for quote in outlived:
        expire(quote, by=by)
    return len(outlived)


@action(label=gettext_lazy("Make an order"), says=events.QUOTE_ORDERED, form=OrderQuoteForm, when="can_be_ordered", icon="shopping-cart")
def order(quote: Quote, *, by: User, ordered_on: date) -> Order:
    """A draft order with the quote's lines and prices. Confirming it is a step of its own, with its own checks."""
    made = records.create(Order(quote=quote, ordered_on=ordered_on, **{name: getattr(quote, name) for name in HEAD}), by=by)
    for line in quote.lines.select_related("product"):
        records.create(OrderLine(order=made, **{name: getattr(line, name) for name in LINE}), by=by)
    _decide(quote, QuoteStatus.ORDERED)
    made.refresh_from_db()
    return made


@action(label=gettext_lazy("Hand over"), says=events.QUOTE_REASSIGNED, form=ReassignForm, when="is_active", icon="arrows-exchange")
def hand_over(quote: Quote, *, by: User, to: User) -> None:
    """Make another person responsible."""
    quote.owner = to
    quote.save(update_fields=["owner"])


def _decide(quote: Quote, status: QuoteStatus) -> None:
    quote.status, quote.decided_on = status, clock.today()
    quote.save(update_fields=["status", "decided_on", "reason"])
