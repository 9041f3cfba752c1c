"""Reckons the moves of a re-balancing: who may move, where to, and what stays where it is for which reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import TerritoryMembership, User
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.writing import insert_many
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity
from kaituo.team.allocation.levels import too_low
from kaituo.team.allocation.models import Ownership
from kaituo.team.territories.choices import Mention
from kaituo.team.territories.models import Coverage, NamedAccount

from .among import customers_of, lying_in, paths_on, people_among
from .capacities import capacities
from .choices import Goal
from .engine.evening import Move, Parcel, Seat, even_out
from .models import Rebalancing, RebalancingMove
from .weighing import Weigher, figure, held_by, potential, whole

PREFECTURE = 4
"""So many digits of a division's code say the city."""


class Customer(NamedTuple):
    """What is asked of one that may move."""

    owner: int
    division: str
    grade: str
    silent_days: int
    figures: dict[str, int]


def suggest_moves(row: Rebalancing, by: User) -> int:
    """Writes the moves anew; what was taken out is forgotten. Returns how many there are. Raises Refused where there is nobody to divide among."""
    people = people_among(by, row.territory, row.team, "transfer")
    if len(people) < 2:
        raise Refused(_("There are fewer than two people here whose customers you may transfer."))
    ids = [person.pk for person in people]
    weigher, accounts = Weigher(row.period), customers_of(by, "transfer").filter(owner__in=ids)
    loads = held_by(ids, accounts, weigher, capacities(ids, row.period))
    movable = lying_in(accounts, row.territory) if row.territory else accounts
    customers = _customers(movable, weigher)
    kept = staying(row, movable)
    free = {pk: each for pk, each in customers.items() if pk not in kept}
    worked = _worked()
    places = _places(free, set().union(*worked.values()) if worked else set(), movable)
    reached = _reached(ids, worked, customers)
    barred = {grade: frozenset(too_low(ids, grade)) for grade in {each.grade for each in free.values()}}
    parcels = [Parcel(pk, each.owner, each.figures[row.goal], places[pk], each.silent_days, barred[each.grade]) for pk, each in free.items()]
    seats = [Seat(pk, load.capacity, figure(load, row.goal), reached[pk]) for pk, load in loads.items()]
    moves = even_out(seats, parcels, row.most_moves)
    row.people = {str(pk): asdict(load) for pk, load in loads.items()}
    row.staying = dict(Counter(kept.values()))
    row.save()
    return _write(row, moves, customers)


def _customers(accounts: QuerySet[Account], weigher: Weigher) -> dict[int, Customer]:
    today, deals = clock.today(), _pipeline(accounts, weigher)
    found = {}
    asked = accounts.annotate(a_year=potential()).values_list(
        "pk", "owner_id", "division", "account_class", "a_year", "worth__last_contact_on", "created_at"
    )
    for pk, owner, division, grade, a_year, spoken_on, created_at in asked:
        figures = {
            Goal.CUSTOMERS: 1,
            Goal.VISITS: weigher.visits.get(grade, 0),
            Goal.POTENTIAL: max(whole(a_year), 0),
            Goal.PIPELINE: max(deals.get(pk, 0), 0),
        }
        found[pk] = Customer(owner, division, grade, max((today - (spoken_on or timezone.localdate(created_at))).days, 0), figures)
    return found


def _pipeline(accounts: QuerySet[Account], weigher: Weigher) -> dict[int, int]:
    return weigher.pipeline(accounts, "account_id")


def staying(row: Rebalancing, accounts: QuerySet[Account]) -> dict[int, str]:
    """{customer: why it stays}; the first reason that holds."""
    today, keys = clock.today(), accounts.order_by().values("pk")
    named = NamedAccount.objects.active().on(today).filter(mention=Mention.NAMED, account__in=keys)
    held = Ownership.objects.held().filter(account__in=keys)
    found = dict.fromkeys(held.filter(is_locked=True).values_list("account_id", flat=True), "locked")
    if row.keeps_protected:
        found |= dict.fromkeys(held.filter(protected_until__gte=today).values_list("account_id", flat=True), "protected")
    found |= dict.fromkeys(named.values_list("account_id", flat=True), "named")
    if row.keeps_deals:
        open_deals = Opportunity.objects.open().filter(account__in=keys).order_by().values_list("account_id").annotate(Count("pk"))
        found = dict.fromkeys((pk for pk, _count in open_deals), "deals") | found
    if row.quiet_days:
        since = today.toordinal() - row.quiet_days
        spoken = accounts.filter(worth__last_contact_on__isnull=False).values_list("pk", "worth__last_contact_on")
        found = {pk: "spoken" for pk, on in spoken if on.toordinal() > since} | found
    return found


def _worked() -> dict[int, set[int]]:
    """{person: the territories she works in today, with everything below them}."""
    today, found = clock.today(), defaultdict(set)
    below = defaultdict(set)
    for above, territory in paths_on(today).values_list("ancestor_id", "descendant_id"):
        below[above].add(territory)
    for person, territory in TerritoryMembership.objects.on(today).values_list("user_id", "territory_id"):
        found[person] |= {territory} | below[territory]
    return dict(found)


def _places(customers: dict[int, Customer], worked: set[int], accounts: QuerySet[Account]) -> dict[int, frozenset[str]]:
    """Where each lies: in territories that somebody works in, else by its city."""
    lies: dict[int, set[str]] = defaultdict(set)
    rows = Coverage.objects.on(clock.today()).filter(account__in=accounts.order_by().values("pk"))
    for pk, territory in rows.values_list("account_id", "territory_id"):
        if territory in worked:
            lies[pk].add(f"territory {territory}")
    return {pk: frozenset(lies[pk] or _city(each)) for pk, each in customers.items()}


def _reached(people: Iterable[int], worked: dict[int, set[int]], customers: dict[int, Customer]) -> dict[int, frozenset[str]]:
    """Where each may be given customers: in her territories, and in cities where she has customers."""
    cities: dict[int, set[str]] = defaultdict(set)
    for each in customers.values():
        cities[each.owner] |= _city(each)
    return {pk: frozenset({f"territory {each}" for each in worked.get(pk, ())} | cities[pk]) for pk in people}


def _city(customer: Customer) -> set[str]:
    return {f"city {customer.division[:PREFECTURE]}"} if customer.division else set()


def _write(row: Rebalancing, moves: list[Move], customers: dict[int, Customer]) -> int:
    row.moves.all().delete()
    insert_many([_move(row, number, move, customers[move.customer]) for number, move in enumerate(moves, 1)])
    return len(moves)


def _move(row: Rebalancing, number: int, move: Move, customer: Customer) -> RebalancingMove:
    values: dict[str, Any] = {name: customer.figures[name] for name in (Goal.VISITS, Goal.POTENTIAL, Goal.PIPELINE)}
    return RebalancingMove(
        rebalancing=row,
        position=number,
        account_id=move.customer,
        giver_id=move.giver,
        receiver_id=move.receiver,
        giver_share=move.giver_share,
        receiver_share=move.receiver_share,
        is_misplaced=move.is_misplaced,
        silent_days=customer.silent_days,
        created_by_id=row.prepared_by_id,
        version=1,
        **values,
    )
