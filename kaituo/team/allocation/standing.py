"""How held customers stand today, read for many at once, and the day on which each would drop."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from kaituo.foundation.records import clock
from kaituo.sales.orders.models import Order
from kaituo.sales.pipeline.models import Opportunity

from .engine.recycling import Policy, Standing, due
from .models import Ownership

BATCH = 1000
WRITTEN = ["recycle_on", "recycle_kind", "recycle_days", "counted_from", "warned_on", "followed_up_on", "version", "updated_at"]


def standings(rows: list[Ownership]) -> dict[int, Standing]:
    """By the key of the account; only of customers that somebody holds. Their accounts must be read with them."""
    ids = [row.account_id for row in rows if row.is_held]
    open_deals = set(Opportunity.objects.open().filter(account__in=ids).order_by().values_list("account_id", flat=True))
    ended, won = _deals_of(ids), _won_of(ids)
    return {row.account_id: _standing(row, open_deals, ended, won) for row in rows if row.is_held}


def reckon(rows: list[Ownership], policies: dict[int, Policy] | None = None) -> list[Ownership]:
    """Set on each row when it drops, by the rules in force or those given per pool; unsaved. Returns the rows that differ."""
    standing = standings(rows)
    changed = []
    for row in rows:
        known = standing.get(row.account_id)
        policy = _policy(row, policies)
        drop = due(known, policy) if known and policy else None
        if row.set_drop(drop):
            changed.append(row)
    return changed


def reckon_accounts(accounts: Iterable[int]) -> None:
    """Something happened to these customers: their days are reckoned anew."""
    rows = Ownership.objects.held().select_for_update(of=("self",)).select_related("account", "pool").filter(account__in=accounts)
    save(reckon(list(rows.order_by("pk"))))


def save(rows: list[Ownership], fields: Iterable[str] = WRITTEN) -> None:
    for row in rows:
        row.version, row.updated_at = row.version + 1, clock.now()
    Ownership.objects.bulk_update(rows, list(fields), batch_size=BATCH)


def _policy(row: Ownership, policies: dict[int, Policy] | None) -> Policy | None:
    if row.pool is None:
        return None
    return row.pool.policy if policies is None else policies.get(row.pool_id)


def _standing(row: Ownership, open_deals: set[int], ended: dict[int, date], won: dict[int, date]) -> Standing:
    return Standing(
        held_since_on=row.held_since_on or clock.today(),
        followed_up_on=row.followed_up_on,
        has_open_deal=row.account_id in open_deals,
        deal_ended_on=ended.get(row.account_id),
        won_on=won.get(row.account_id),
        protected_until=row.protected_until,
        account_class=row.account.account_class,
        is_locked=row.is_locked,
    )


def _deals_of(ids: list[int]) -> dict[int, date]:
    """The last day on which a deal of the account ended."""
    rows = Opportunity.objects.active().filter(account__in=ids).order_by().values_list("account_id")
    return {account: max(days) for account, *found in rows.annotate(Max("won_on"), Max("lost_on")) if (days := [day for day in found if day])}


def _won_of(ids: list[int]) -> dict[int, date]:
    """The last day on which the account bought: a deal won or an order confirmed."""
    found: dict[int, date] = {}
    deals = Opportunity.objects.won().filter(account__in=ids).order_by().values_list("account_id").annotate(Max("won_on"))
    orders = Order.objects.booked().filter(account__in=ids).order_by().values_list("account_id").annotate(day=Max("ordered_on"))
    for account, day in [*deals, *orders]:
        found[account] = max(day, found.get(account, day))
    return found
