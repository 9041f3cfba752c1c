"""Which promises a batch of events touches: open orders that became open, or that are changed in what they are worth.

Books brought in from elsewhere are history, not promises: rows created in an open state are let in as they are, and their later changes are checked.
"""

from decimal import Decimal

from kaituo.foundation.records.facts import RECORD_CHANGED, RECORD_CREATED
from kaituo.foundation.records.models import Event

from .events import ORDER_CONFIRMED
from .models import Order, OrderLine

ORDER, LINE = "orders.Order", "orders.OrderLine"
TERMS = {ORDER: {"status", "account", "currency", "discount_rate"}, LINE: {"quantity", "unit_price", "discount_rate", "tax_rate", "product"}}


def touched(events: list[Event]) -> list[Order]:
    """The open orders whose terms these events change."""
    return _open([event for event in events if _is_new_line(event) or _changes_terms(event)])


def grown(events: list[Event]) -> list[Order]:
    """The open orders that these events make bigger, or give to another account."""
    return _open([event for event in events if _is_new_line(event) or (_changes_terms(event) and _grows(event.changes))])


def _is_new_line(event: Event) -> bool:
    return event.subject_type == LINE and event.name == RECORD_CREATED.name


def _changes_terms(event: Event) -> bool:
    return event.name == RECORD_CHANGED.name and bool(TERMS.get(event.subject_type, set()) & event.changes.keys())


def _grows(changes: dict[str, list]) -> bool:
    if {"status", "account", "currency"} & changes.keys():
        return True
    signs = {"amount": 1, "tax_rate": 1, "discount_rate": -1}
    rises = {name: sign * (Decimal(changes[name][1]) - Decimal(changes[name][0])) for name, sign in signs.items() if name in changes}
    return rises.pop("amount") > 0 if "amount" in rises else any(rise > 0 for rise in rises.values())


def _open(events: list[Event]) -> list[Order]:
    lines = {event.subject_id: event for event in events if event.subject_type == LINE}
    found = {event.subject_id for event in events if event.subject_type == ORDER}
    added = set()
    for pk, order in OrderLine.objects.filter(pk__in=lines).values_list("pk", "order_id"):
        (added if _is_new_line(lines[pk]) else found).add(order)
    return list(Order.objects.open().filter(pk__in=found | _confirmed(added)).select_related("account"))


def _confirmed(orders: set[int]) -> set[int]:
    """Those confirmed by the verb: a line added to one of them is a change, not history."""
    events = Event.objects.filter(name=ORDER_CONFIRMED.name, subject_type=ORDER, subject_id__in=orders)
    return set(events.values_list("subject_id", flat=True)) if orders else set()
