"""Makes people responsible for customers, or nobody: the one way in which an account's owner changes, whoever decided it and wherever.

Permission is asked by the verb that decides (transfer, claim, assign, recycle, hand over); what follows for the clock listens to the events left here.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.changes import difference, snapshot
from kaituo.foundation.records.facts import Fact
from kaituo.foundation.records.log import describe, keep
from kaituo.foundation.records.models import Event

from .models import Account

BATCH = 1000
Inputs = Callable[[Account], dict[str, Any]]


@transaction.atomic
def give(accounts: Iterable[int], to: User | None, *, by: User, says: Fact, inputs: Inputs | None = None) -> list[Event]:
    """The accounts of these keys belong to the person from now on. Those that are hers already are left alone. Returns the events, in the order of keys.

    `inputs` tells what the event of an account keeps beside the change.
    """
    rows = list(Account.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=accounts).order_by("pk"))
    moving = [row for row in rows if row.owner_id != (to.pk if to else None)]
    told = [_moved(row, to, by, says, inputs) for row in moving]
    Account.objects.bulk_update(moving, ["owner", "version", "updated_at"], batch_size=BATCH)
    ring(keep(told))
    return told


def _moved(row: Account, to: User | None, by: User, says: Fact, inputs: Inputs | None) -> Event:
    before = snapshot(row)
    row.owner, row.version, row.updated_at = to, row.version + 1, clock.now()
    return describe(says, row, by=by, changes=difference(before, snapshot(row)), inputs=inputs(row) if inputs else None)
