"""Keeps ownerships and times of holding in step with the owner of each customer, whichever way it changed: a claim, a transfer, an edit, an import.

One place sets the clock. It is not set anew for the same owner, and not by a hand-over, which takes it along.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from kaituo.foundation.records import clock
from kaituo.foundation.records.facts import RECORD_HANDED_BACK, RECORD_HANDED_OVER
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.writing import insert_many
from kaituo.sales.customers.events import ACCOUNT_TRANSFERRED
from kaituo.sales.customers.models import Account

from . import events as facts
from .choices import Began, Ended
from .direct import pool_in_force
from .models import Ownership, Pool, Tenure
from .pools import Pools
from .standing import reckon

BEGAN = {
    facts.ACCOUNT_CLAIMED.name: Began.CLAIMED,
    facts.ACCOUNT_ASSIGNED.name: Began.ASSIGNED,
    facts.ACCOUNT_ALLOTTED.name: Began.ASSIGNED,
    facts.ACCOUNT_RETURNED.name: Began.RETURNED,
    ACCOUNT_TRANSFERRED.name: Began.TRANSFERRED,
    "record.created": Began.ENTERED,
}
ENDED = {facts.ACCOUNT_RECYCLED.name: Ended.RECYCLED, facts.ACCOUNT_RELEASED.name: Ended.RELEASED}
KEEPS_CLOCK = {RECORD_HANDED_OVER.name, RECORD_HANDED_BACK.name}
"""Names of facts that pass a customer on with its clock running: nothing begins anew for the customer."""
PLACED = [each.name for each in Ownership._meta.concrete_fields if each.name not in {"id", "account", "created_at", "created_by", "extra"}]
BATCH = 1000


@dataclass
class Step:
    """What is to be written: rows that are new, and rows that changed."""

    ownerships: list[Ownership] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    ended: list[Tenure] = field(default_factory=list)


def settle(events: Iterable[Event]) -> None:
    """For each customer the last of these events counts."""
    last = {event.subject_id: event for event in events}
    for ids in _batches(sorted(last)):
        _settle({pk: last[pk] for pk in ids})


def take_stock() -> int:
    """Customers entered before there was a pool get their row, and their clock begins today; those that lie nowhere are offered to the pools. Returns how many."""
    nowhere = Q(ownership=None) | Q(ownership__owner=None, ownership__is_pooled=False, owner=None)
    missing = Account.objects.active().filter(nowhere).order_by("pk")
    count = last = 0
    while ids := list(missing.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            _settle(dict.fromkeys(ids))
        count, last = count + len(ids), ids[-1]
    return count


def _settle(last: dict[int, Event | None]) -> None:
    day = clock.today()
    pools = Pools(day)
    accounts = Account.objects.in_bulk(list(last))
    rows = Ownership.objects.select_for_update(of=("self",)).filter(account__in=last).select_related("pool", "pool__recycles_to").order_by("pk")
    known = {row.account_id: row for row in rows}
    running = {tenure.account_id: tenure for tenure in Tenure.objects.running().filter(account__in=last)}
    step = Step()
    for pk, account in sorted(accounts.items()):
        row = known.get(pk) or Ownership(account=account, created_by=None)
        row.account = account
        if row.pk is None or row.owner_id != _holder(account) or row.is_pooled == (account.is_archived or account.owner_id is not None):
            _place(row, account, last[pk], running.get(pk), pools, day, step)
    _write(step)


def _holder(account: Account) -> int | None:
    return None if account.is_archived else account.owner_id


def _place(row: Ownership, account: Account, event: Event | None, tenure: Tenure | None, pools: Pools, day: date, step: Step) -> None:
    name, holder = event.name if event else "", _holder(account)
    if tenure is not None and tenure.person_id != holder:
        tenure.ended_on = day
        tenure.ended = Ended.ARCHIVED if account.is_archived else ENDED.get(name, Ended.RELEASED if holder is None else Ended.PASSED_ON)
        tenure.reason = str(event.inputs.get("reason", ""))[:200] if event else ""
        step.ended.append(tenure)
    before = row.owner_id
    if holder is None:
        _put_into_pool(row, account, name, before, pools, day)
    elif before != holder:
        _put_into_hands(row, account, name, holder, pools, day)
        began = BEGAN.get(name, Began.HANDED_OVER if name in KEEPS_CLOCK else Began.CHANGED) if event else Began.STOCK
        step.tenures.append(Tenure(account=account, person_id=holder, pool=row.pool, began=began, began_on=day))
    step.ownerships.append(row)


def _put_into_pool(row: Ownership, account: Account, name: str, before: int | None, pools: Pools, day: date) -> None:
    row.pool = _next_pool(row.pool, account, pools)
    row.owner_id, row.is_pooled = None, account.is_active and row.pool is not None
    row.pooled_on, row.pooled_how = day, ENDED.get(name, "")
    row.former_owner_id = before or row.former_owner_id
    row.held_since_on = row.followed_up_on = row.protected_until = None
    row.is_locked = False


def _next_pool(held_under: Pool | None, account: Account, pools: Pools) -> Pool | None:
    """Where the rules under which it was held send it, else where it belongs."""
    if held_under is not None and held_under.is_on and held_under.is_active:
        return held_under.recycles_to or held_under
    return pool_in_force() or pools.for_account(account)


def _put_into_hands(row: Ownership, account: Account, name: str, holder: int, pools: Pools, day: date) -> None:
    row.pool = pools.for_holder(account, holder)
    row.owner_id, row.is_pooled, row.pooled_on, row.pooled_how = holder, False, None, ""
    if name in KEEPS_CLOCK and row.held_since_on:
        return
    row.held_since_on, row.followed_up_on, row.is_locked = day, None, False
    spared = row.pool.protection_days if row.pool else 0
    row.protected_until = day + timedelta(days=spared) if spared else None


def _write(step: Step) -> None:
    reckon(step.ownerships)
    for row in step.ownerships:
        row.version, row.updated_at = row.version + 1, clock.now()
    old = [row for row in step.ownerships if row.pk is not None]
    insert_many([row for row in step.ownerships if row.pk is None])
    Ownership.objects.bulk_update(old, PLACED, batch_size=BATCH)
    Tenure.objects.bulk_update(step.ended, ["ended_on", "ended", "reason"], batch_size=BATCH)
    insert_many(step.tenures)


def _batches(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
