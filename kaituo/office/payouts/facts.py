"""What commissions may ask of the order behind an entry: product, category, customer, territory, new or renewal, channel, margin, pieces and list price.

A customer is new up to and with its first booked order, and a renewal afterwards. The channel is the agency whose person is credited; the role tells
whoever the order belongs to from those who share in it. A territory is the one in which the customer lay on the day of the credit, with those above it,
by name and by code, and the customer's province. Amounts are of the whole line, in the order's currency.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Min, QuerySet

from kaituo.foundation.identity.choices import TeamKind
from kaituo.foundation.metrics.models import Entry
from kaituo.performance.commissions.facts import BETWEEN_TERRITORIES, Facts
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.choices import NOT_BOOKED
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.pipeline.models import Opportunity, OpportunityLine
from kaituo.team.territories.lying import names_of

BATCH = 500
LEAD, SHARED = "lead", "shared"
"""Roles: whoever the order belongs to, and whoever else has a share of it."""
NEW, RENEWAL = "new", "renewal"
DIRECT = "direct"
"""The channel of the company's own people; an agency's is its code."""


def facts_behind(entries: list[Entry]) -> dict[int, Facts]:
    """{entry id: facts}, of entries of order lines and of orders."""
    lines = _lines([entry.source_id for entry in entries if entry.source_type == OrderLine._meta.label])
    orders = _orders([entry.source_id for entry in entries if entry.source_type == Order._meta.label])
    firsts = _first_days({order.account_id for order in (*orders.values(), *(line.order for line in lines.values()))})
    of_entries = {entry.pk: _order_of(entry, lines, orders) for entry in entries}
    lying = names_of({(order.account_id, entry.earned_on) for entry in entries if (order := of_entries[entry.pk])})
    found = {}
    for entry in entries:
        line = lines.get(entry.source_id) if entry.source_type == OrderLine._meta.label else None
        order = of_entries[entry.pk]
        if order is not None:
            texts = {
                **_of_order(order, firsts, lying[order.account_id, entry.earned_on]),
                **_of_entry(entry, order),
                **(_of_product(line) if line else {}),
            }
            found[entry.pk] = Facts(texts, _amounts(line) if line else {})
    return found


def facts_of_deals(deals: Iterable[Opportunity], today: date) -> dict[int, Facts]:
    """{deal: what would be known of its order, were it booked today}; of its products see `facts_of_line`."""
    listed = list(deals)
    firsts = _first_days({deal.account_id for deal in listed})
    lying = names_of({(deal.account_id, today) for deal in listed})
    return {
        deal.pk: Facts(
            _of_account(deal.account, lying[deal.account_id, today], is_new=firsts.get(deal.account_id, today) >= today)
            | {"channel": DIRECT, "role": LEAD}
        )
        for deal in listed
    }


def facts_of_line(of_deal: Facts, line: OpportunityLine, share: Decimal) -> Facts:
    """Of a product in a deal, of which so much is counted."""
    product, quantity = line.product, line.quantity * share
    texts = {"product": product.number, "category": product.category.name if product.category else ""}
    return Facts({**of_deal.texts, **texts}, {"units": quantity, "list_amount": product.list_price * quantity})


def _order_of(entry: Entry, lines: dict[int, OrderLine], orders: dict[int, Order]) -> Order | None:
    if entry.source_type == OrderLine._meta.label:
        return lines[entry.source_id].order if entry.source_id in lines else None
    return orders.get(entry.source_id) if entry.source_type == Order._meta.label else None


def _lines(ids: list[int]) -> dict[int, OrderLine]:
    rows = OrderLine.objects.select_related("order__account", "product__category", "returned")
    return {line.pk: line for some in _batches(ids) for line in rows.filter(pk__in=some)}


def _orders(ids: list[int]) -> dict[int, Order]:
    return {order.pk: order for some in _batches(ids) for order in Order.objects.select_related("account").filter(pk__in=some)}


def _first_days(accounts: set[int | None]) -> dict[int, date]:
    """When each customer first bought."""
    found: dict[int, date] = {}
    for some in _batches(sorted(filter(None, accounts))):
        rows: QuerySet = Order.objects.filter(account__in=some).exclude(status__in=NOT_BOOKED).order_by()
        for account, confirmed, ordered in rows.values_list("account").annotate(confirmed=Min("confirmed_on"), ordered=Min("ordered_on")):
            found[account] = min(filter(None, [confirmed, ordered]))
    return found


def _of_order(order: Order, firsts: dict[int, date], territories: list[str]) -> dict[str, str]:
    is_new = order.account_id not in firsts or min(order.booked_on, order.ordered_on) <= firsts[order.account_id]
    return _of_account(order.account, territories, is_new=is_new)


def _of_account(account: Account, territories: list[str], *, is_new: bool) -> dict[str, str]:
    return {
        "customer": account.number,
        "customer_class": account.account_class.upper(),
        "territory": BETWEEN_TERRITORIES.join(filter(None, dict.fromkeys([*territories, account.region]))),
        "renewal": NEW if is_new else RENEWAL,
    }


def _of_entry(entry: Entry, order: Order) -> dict[str, str]:
    team = entry.team
    is_lead = entry.person_id == (order.credited_to_id or order.owner_id)
    return {"channel": team.code if team and team.kind == TeamKind.AGENCY else DIRECT, "role": LEAD if is_lead else SHARED}


def _of_product(line: OrderLine) -> dict[str, str]:
    product = line.product
    if product is None:
        return {}
    return {"product": product.number, "category": product.category.name if product.category else ""}


def _amounts(line: OrderLine) -> dict[str, Decimal]:
    listed = line.product.list_price if line.product else line.unit_price
    margin = {"margin": line.margin} if line.unit_cost is not None else {}
    return {**margin, "units": line.quantity, "list_amount": listed * line.quantity}


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    listed = list(ids)
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))
