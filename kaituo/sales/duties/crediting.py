"""How the credit of an order is shared by the duties of its day: those on its deal, else those on its customer; the rest is the responsible rep's."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from kaituo.sales.orders.models import Order

from .models import AccountDuty, DealDuty, Duty
from .models.duty import WHOLE

BATCH = 500


def shares_for(orders: Sequence[Order]) -> dict[int, dict[int, Decimal]]:
    """{order: {person: share}}, together 1; an order is missing where nobody but the responsible rep has a share."""
    on_deals = _by_subject(DealDuty, {order.opportunity_id for order in orders if order.opportunity_id})
    on_accounts = _by_subject(AccountDuty, {order.account_id for order in orders})
    found = {}
    for order in orders:
        held = _on_its_day(on_deals.get(order.opportunity_id, ()), order) or _on_its_day(on_accounts.get(order.account_id, ()), order)
        shares = _shared(order, held)
        if shares:
            found[order.pk] = shares
    return found


def _by_subject(kind: type[Duty], keys: set[int]) -> dict[int, list[Duty]]:
    found = defaultdict(list)
    listed = sorted(keys)
    for start in range(0, len(listed), BATCH):
        for duty in kind.objects.sharing().filter(**{f"{kind.about}__in": listed[start : start + BATCH]}):
            found[getattr(duty, f"{kind.about}_id")].append(duty)
    return dict(found)


def _on_its_day(duties: Iterable[Duty], order: Order) -> list[Duty]:
    return [duty for duty in duties if duty.holds_on(order.booked_on)]


def _shared(order: Order, duties: list[Duty]) -> dict[int, Decimal]:
    shares: dict[int, Decimal] = defaultdict(Decimal)
    for duty in duties:
        shares[duty.person_id] += duty.share
    owner, rest = order.credited_to_id or order.owner_id, WHOLE - sum(shares.values())
    if rest > 0 and owner:
        shares[owner] += rest
    return dict(shares) if set(shares) - {owner} and sum(shares.values()) == WHOLE else {}
