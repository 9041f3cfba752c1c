"""Customers that are entered straight into a pool: they belong to nobody from the first, and no rule gives them out."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kaituo.foundation.identity.access import may, reaches_all, visible
from kaituo.foundation.identity.models import User
from kaituo.sales.customers.models import Account

from .models import Ownership, Pool

_into: ContextVar[Pool | None] = ContextVar("into_pool", default=None)


@contextmanager
def straight_into(pool: Pool | None) -> Iterator[None]:
    """While it lasts new customers of nobody lie in this pool, whatever their region or class; None: as ever."""
    token = _into.set(pool)
    try:
        yield
    finally:
        _into.reset(token)


def pool_in_force() -> Pool | None:
    return _into.get()


def pools_open_to(user: User) -> list[Pool]:
    """Those in use, for whoever may enter customers of nobody and move them between pools."""
    if not (may(user, "move", Ownership) and reaches_all(user, Account, "create")):
        return []
    return list(visible(user, Pool.objects.by_priority()))
