"""How fast a channel may be used, kept in the database: several processes on several machines count together."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction

from .models import Pace
from .pacing import Limit, free_at, worth_keeping

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


@transaction.atomic
def take(key: str, limits: Sequence[Limit], now: datetime) -> datetime:
    """`now`, upon which the use is counted; or the later moment at which the channel is free, and nothing is counted."""
    Pace.objects.get_or_create(key=key)
    row = Pace.objects.select_for_update().get(key=key)
    at = milliseconds(now)
    free = max(free_at(row.sent, limits, at), milliseconds(row.blocked_until) if row.blocked_until else 0)
    if free > at:
        return EPOCH + free * MILLISECOND
    row.sent = worth_keeping([*row.sent, at], limits)
    row.save(update_fields=["sent"])
    return now


@transaction.atomic
def block(key: str, until: datetime) -> None:
    """The other side asked to be left alone."""
    Pace.objects.get_or_create(key=key)
    row = Pace.objects.select_for_update().get(key=key)
    row.blocked_until = max(row.blocked_until or until, until)
    row.save(update_fields=["blocked_until"])


def milliseconds(moment: datetime) -> int:
    """Rounded up: nothing may go out even a part of a millisecond before its time."""
    return -((EPOCH - moment) // MILLISECOND)
