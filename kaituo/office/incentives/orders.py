"""What makes an order in a contest doubtful: one purchase in several orders, a day written down after the end, a cancellation after it counted."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.spans import begins
from kaituo.foundation.ui import formats
from kaituo.office.payouts.cash import orders_of
from kaituo.performance.contests.choices import Doubt
from kaituo.performance.contests.models import Contest
from kaituo.performance.contests.suspicions import Source, Suspicion
from kaituo.sales.orders.choices import OrderStatus
from kaituo.sales.orders.models import Order, OrderLine

NEAR = Decimal("0.2")
"""Within a fifth of the size at which splitting pays."""
ORDER = Order._meta.label
LINE = OrderLine._meta.label


def split_orders(contest: Contest, entries: list[Entry], people: set[int]) -> list[Suspicion]:
    """Several orders of one customer, credited to one person, within the days that the contest names.

    With a size at which splitting pays they must all lie close to it, or each below it and together above. Without one any are doubtful where numbers are counted.
    """
    counts = contest.behind is not None and contest.behind.unit == Unit.COUNT
    if not counts and contest.split_figure is None:
        return []
    credited = _credited(entries)
    orders = list(Order.objects.filter(pk__in=credited).select_related("account").order_by("account_id", "ordered_on", "pk"))
    of_customers: dict[tuple[int, int], list[Order]] = defaultdict(list)
    for order in orders:
        for person in credited[order.pk]:
            of_customers[person, order.account_id].append(order)
    groups = [(person, group) for (person, _account), rows in of_customers.items() for group in together(rows, contest.split_days)]
    lines = _lines({order.pk for _person, group in groups for order in group})
    return [
        _split(contest, person, group, lines) for person, group in groups if pays_to_split([each.net_amount for each in group], contest.split_figure)
    ]


def together(rows: list[Order], days: int) -> list[list[Order]]:
    """Runs of two or more in which each was booked within the days after the first."""
    groups: list[list[Order]] = []
    for order in sorted(rows, key=lambda each: (each.booked_on, each.pk)):
        if groups and (order.booked_on - groups[-1][0].booked_on).days <= days:
            groups[-1].append(order)
        else:
            groups.append([order])
    return [group for group in groups if len(group) > 1]


def pays_to_split(amounts: list[Decimal], figure: Decimal | None) -> bool:
    """Without a figure always; with one where the orders lie close to it, or each below it and together not."""
    if figure is None:
        return True
    is_near = all(abs(amount - figure) <= figure * NEAR for amount in amounts)
    is_below = all(amount < figure for amount in amounts) and sum(amounts) >= figure
    return is_near or is_below


def back_dated_orders(contest: Contest, entries: list[Entry], people: set[int]) -> list[Suspicion]:
    """Orders that count within the contest, but whose day was written down after its end."""
    credited = _credited(entries)
    end = begins(contest.period.end)
    written = booked_after(ORDER, credited, end)
    rows = Order.objects.filter(pk__in=written)
    lines = _lines(set(written))
    return [_back_dated(order, person, written[order.pk], lines) for order in rows for person in credited[order.pk]]


def reversed_orders(contest: Contest, entries: list[Entry], people: set[int]) -> list[Suspicion]:
    """Orders of these people that were booked within the contest and cancelled since."""
    rows = Order.objects.active().filter(status=OrderStatus.CANCELLED).filter(Q(owner__in=people) | Q(credited_to__in=people))
    last = contest.period.end
    rows = rows.filter(Q(confirmed_on__gte=contest.starts_on, confirmed_on__lt=last))
    found = list(rows)
    lines = _lines({order.pk for order in found})
    return [_reversed(order, lines) for order in found if (order.credited_to_id or order.owner_id) in people]


def booked_after(label: str, ids: Iterable[int], end: datetime) -> dict[int, datetime]:
    """{record: when its day was written down}, of those in which that was after the instant."""
    found: dict[int, datetime] = {}
    rows = Event.objects.filter(subject_type=label, subject_id__in=list(ids), at__gte=end).exclude(changes={}).order_by("pk")
    for pk, at, changes in rows.values_list("subject_id", "at", "changes"):
        if {"confirmed_on", "won_on"} & changes.keys():
            found.setdefault(pk, at)
    return found


def _credited(entries: list[Entry]) -> dict[int, set[int]]:
    """{order: the people credited with it}."""
    behind = orders_of(entries)
    found: dict[int, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.pk in behind and entry.person_id:
            found[behind[entry.pk]].add(entry.person_id)
    return found


def _lines(orders: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for pk, order in OrderLine.objects.filter(order__in=orders).values_list("pk", "order_id"):
        found[order].append(pk)
    return found


def _sources(orders: Iterable[int], lines: dict[int, list[int]]) -> tuple[Source, ...]:
    return tuple(source for order in orders for source in ((ORDER, order), *((LINE, line) for line in lines[order])))


def _split(contest: Contest, person: int, group: list[Order], lines: dict[int, list[int]]) -> Suspicion:
    """What would be left out are those after the first: one purchase still counts once."""
    later = [order.pk for order in group[1:]]
    records = [f"{order.number} {formats.money(order.net_amount, order.currency)}" for order in group]
    words = {"count": len(group), "customer": str(group[0].account), "days": contest.split_days, "records": records}
    return Suspicion(Doubt.SPLIT, person, (ORDER, group[0].pk), _sources(later, lines), words)


def _back_dated(order: Order, person: int, at: datetime, lines: dict[int, list[int]]) -> Suspicion:
    words = {"record": order.number, "day": order.booked_on.isoformat(), "written": timezone.localdate(at).isoformat()}
    return Suspicion(Doubt.BACK_DATED, person, (ORDER, order.pk), _sources([order.pk], lines), words)


def _reversed(order: Order, lines: dict[int, list[int]]) -> Suspicion:
    undone = order.cancelled_on or timezone.localdate(order.updated_at)
    words = {"record": order.number, "day": order.booked_on.isoformat(), "undone": undone.isoformat(), "why": order.reason or "—"}
    return Suspicion(Doubt.REVERSED, order.credited_to_id or order.owner_id, (ORDER, order.pk), _sources([order.pk], lines), words)
