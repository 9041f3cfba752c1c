"""What segments do when a customer is followed up: the next contact is due later."""

from kaituo.foundation.records.bells import during
from kaituo.foundation.records.models import Event
from kaituo.sales.customers import follow_ups
from kaituo.sales.orders.discounts import LIMITS

from .policies import discount_limit
from .reckoning import note_contact

LIMITS.append(discount_limit)


@during()
def note_follow_ups(events: list[Event]) -> None:
    """Whoever spoke with the customer: the promise is the company's, not one rep's."""
    found: set[int] = set()
    for kind in follow_ups.KINDS.values():
        heard = [event for event in events if kind.hears(event) and not event.actor.is_system]
        found |= set(kind.accounts(heard).values()) if heard else set()
    if found:
        note_contact(found)
