"""What time it is for the records: now, unless something says otherwise (the demo company lives through its past in a few seconds)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_MOMENT: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    return _MOMENT.get() or timezone.now()


def today() -> date:
    """The business day in the time zone of whoever acts."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block every record and event is dated `moment`."""
    token = _MOMENT.set(moment)
    try:
        yield
    finally:
        _MOMENT.reset(token)
