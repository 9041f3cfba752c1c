"""Whoever takes over an account moves its address first: the former address hears of every move, whoever made it."""

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CHANGED
from kaituo.foundation.records.models import Event

from .events import EMAIL_CHANGED
from .letters import tell_former_address


@during(EMAIL_CHANGED, RECORD_CHANGED, subject=User._meta.label)
def write_to_former_addresses(events: list[Event]) -> None:
    """A job for each letter, written in the transaction of the move: one that is refused is tried again alone."""
    for event in events:
        former = event.changes.get("email", [""])[0]
        if former:
            tell_former_address.enqueue(event.subject_id, former, str(event.actor), event.at.isoformat())
