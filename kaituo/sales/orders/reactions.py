"""What orders do when their lines change: the head's amounts follow, and credit shares must total 1."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.bells import during, ring
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.facts import LINE_REMOVED, RECORD_CHANGED, RECORD_CREATED
from kaituo.foundation.records.log import state
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.choices import AccountStatus
from kaituo.sales.customers.follow_ups import follow_up
from kaituo.sales.customers.models import Account

from .choices import OPEN, OrderStatus, QuoteStatus
from .commitments import touched
from .discounts import refuse_unapproved_discount
from .events import CREDIT_SHARED, ORDER_CONFIRMED, QUOTE_EXPIRED, QUOTE_SENT
from .models import Order, OrderCredit, OrderLine, Quote, QuoteLine
from .notices import EXPIRED
from .totals import totals

BATCH = 500
AMOUNTS = ["net_amount", "tax_amount", "gross_amount"]
OPEN_QUOTES = (QuoteStatus.DRAFT, QuoteStatus.SENT, QuoteStatus.ACCEPTED)
OPEN_ORDERS = (OrderStatus.DRAFT, *OPEN)

belonging("orders.Quote", lambda person: Quote.objects.active().filter(owner=person, status__in=OPEN_QUOTES), goes_with="account_id")
belonging(
    "orders.Order",
    lambda person: Order.objects.active().filter(owner=person, status__in=OPEN_ORDERS),
    goes_with="account_id",
    settle=Order.keep_credit,
)
follow_up("quote", gettext_lazy("Quote sent"), facts=(QUOTE_SENT,), of={"orders.Quote": "account_id"})


@during(RECORD_CREATED, RECORD_CHANGED, LINE_REMOVED, subject="orders.OrderLine")
def order_lines_changed(events: list[Event]) -> None:
    recompute(Order, OrderLine, heads_of(events, OrderLine))
    hold_to_agreed_discounts(events)


@during(RECORD_CREATED, RECORD_CHANGED, LINE_REMOVED, subject="orders.QuoteLine")
def quote_lines_changed(events: list[Event]) -> None:
    recompute(Quote, QuoteLine, heads_of(events, QuoteLine))


@during(RECORD_CHANGED, subject="orders.Order")
def order_changed(events: list[Event]) -> None:
    recompute(Order, OrderLine, {event.subject_id for event in events})
    hold_to_agreed_discounts(events)


@during(RECORD_CHANGED, subject="orders.Quote")
def quote_changed(events: list[Event]) -> None:
    recompute(Quote, QuoteLine, {event.subject_id for event in events})


@during(RECORD_CREATED, RECORD_CHANGED, LINE_REMOVED, subject="orders.OrderCredit")
def credits_changed(events: list[Event]) -> None:
    orders = heads_of(events, OrderCredit)
    shares: dict[int, Decimal] = defaultdict(Decimal)
    for order, share in OrderCredit.objects.filter(order__in=orders).values_list("order_id", "share"):
        shares[order] += share
    if any(total != 1 for total in shares.values()):
        raise Refused(_("The shares of an order must total 100 %."))
    gone = {event.changes["order"][0] for event in events if event.name == LINE_REMOVED.name}
    for order in Order.objects.filter(pk__in=gone):
        ring([state(CREDIT_SHARED, order, by=events[0].actor)])


def hold_to_agreed_discounts(events: list[Event]) -> None:
    """An open order keeps to what was agreed for it, whichever way it is changed."""
    for order in touched(events):
        refuse_unapproved_discount(order)


@during(QUOTE_EXPIRED)
def tell_owners_of_expired_quotes(events: list[Event]) -> None:
    for event in events:
        quote = Quote.objects.select_related("owner", "account").get(pk=event.subject_id)
        if quote.owner:
            tell([quote.owner], EXPIRED, quote, by=event.actor, account=str(quote.account))


@during(ORDER_CONFIRMED)
def welcome_customers(events: list[Event]) -> None:
    """Whoever orders is a customer, a prospect no longer."""
    prospects = Account.objects.filter(orders__in=[event.subject_id for event in events], status=AccountStatus.PROSPECT)
    for account in prospects.distinct():
        records.change(account, {"status": AccountStatus.CUSTOMER}, by=User.objects.system())


def heads_of(events: list[Event], model: type[Model]) -> set[int]:
    """The heads of the lines that events are about; of a removed line the event remembers it."""
    parent = getattr(model, "parent_name", "order")
    heads = {event.changes[parent][0] for event in events if event.name == LINE_REMOVED.name}
    lines = [event.subject_id for event in events if event.name != LINE_REMOVED.name]
    for start in range(0, len(lines), BATCH):
        heads |= set(model._default_manager.filter(pk__in=lines[start : start + BATCH]).values_list(f"{parent}_id", flat=True))
    return heads


def recompute(model: type[Model], line_model: type[Model], heads: set[int]) -> None:
    """Sum the lines of some documents anew, a batch at a time."""
    ids = sorted(heads)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        lines: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
        rows = line_model._default_manager.filter(**{f"{line_model.parent_name}__in": batch}).order_by("pk")
        for head, amount, tax_rate in rows.values_list(f"{line_model.parent_name}_id", "amount", "tax_rate"):
            lines[head].append((amount, tax_rate))
        documents = list(model._default_manager.filter(pk__in=batch))
        for document in documents:
            summed = totals(lines[document.pk], document.discount_rate, document.currency)
            document.net_amount, document.tax_amount, document.gross_amount = summed.net, summed.tax, summed.gross
        model._default_manager.bulk_update(documents, AMOUNTS)
