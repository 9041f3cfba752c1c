"""Which promises a batch of events touches: open orders that became open, or that are changed in what they are worth.

Books brought in from elsewhere are history, not promises: rows created in an open state are let in as they are, and their later changes are checked.
"""

from kaituo.foundation.records.facts import RECORD_CHANGED, RECORD_CREATED
from kaituo.foundation.records.models import Event

from .events import ORDER_CONFIRMED
from .models import Order, OrderLine

WORTH = {
    "orders.Order": {"status", "account", "currency", "discount_rate"},
    "orders.OrderLine": {"quantity", "unit_price", "discount_rate", "tax_rate", "product"},
}


def touched(events: list[Event]) -> list[Order]:
    """The open orders that must be checked again because of these events."""
    changed = {kind: {event.subject_id for event in events if _changes_worth(event, kind)} for kind in WORTH}
    ids = changed["orders.Order"] | _orders_of(changed["orders.OrderLine"]) | _confirmed(_orders_of(_added(events)))
    return list(Order.objects.open().filter(pk__in=ids).select_related("account"))


def _changes_worth(event: Event, kind: str) -> bool:
    return event.subject_type == kind and event.name == RECORD_CHANGED.name and bool(WORTH[kind] & event.changes.keys())


def _added(events: list[Event]) -> set[int]:
    return {event.subject_id for event in events if event.subject_type == "orders.OrderLine" and event.name == RECORD_CREATED.name}


def _orders_of(lines: set[int]) -> set[int]:
    return set(OrderLine.objects.filter(pk__in=lines).values_list("order_id", flat=True)) if lines else set()


def _confirmed(orders: set[int]) -> set[int]:
    """Those confirmed by the verb: a line added to one of them is a change, not history."""
    events = Event.objects.filter(name=ORDER_CONFIRMED.name, subject_type="orders.Order", subject_id__in=orders)
    return set(events.values_list("subject_id", flat=True)) if orders else set()
