"""How many requests one caller may send within a minute, counted in the cache by fixed windows."""

from time import time

from django.conf import settings
from django.core.cache import cache

from .problems import TooMany

WINDOW = 60


def count(caller: str) -> None:
    """One more request. Raises TooMany beyond the limit."""
    now = int(time())
    key = f"api:{caller}:{now // WINDOW}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        sent = cache.incr(key)
    except ValueError:  # the cache dropped the key in between
        sent = 1
    if sent > settings.API_REQUESTS_PER_MINUTE:
        raise TooMany(WINDOW - now % WINDOW)
