"""The claims that `benchmarks.claims` measures: many people, one pool, several connections, and what must be true afterwards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from statistics import median
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count
from django.test.utils import setup_databases, teardown_databases

from kaituo.foundation.identity.models import Membership, Role, RoleAssignment, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.team.allocation import actions
from kaituo.team.allocation.models import HoldingCap, Ownership, Pool, PoolMember, Tenure
from kaituo.team.allocation.recycling import take_rules
from tests.company.cast import LONG_AGO, gather


def run(claims: int, people: int, connections: int, rng: Random, pool: type[ThreadPoolExecutor], clock: Callable[[], float]) -> dict[str, Any]:
    old = setup_databases(verbosity=0, interactive=False)
    try:
        sellers, keys, cap = company(claims, people)
        tries = attempts(sellers, keys, cap, rng)
        begun = clock()
        parts = [tries[start::connections] for start in range(connections)]
        with pool(connections) as threads:
            took = [each for part in threads.map(lambda some: claim_all(some, clock), parts) for each in part]
        seconds = clock() - begun
        judge(sellers, claims, cap)
        return {"claims": [told(took, seconds, claims, people, connections)]}
    finally:
        connection.close()
        teardown_databases(old, verbosity=0)


def company(claims: int, people: int) -> tuple[list[User], list[int], int]:
    cast = gather()
    gate = records.create(Pool(name="Pool"), by=cast.ada)
    records.create(PoolMember(pool=gate, team=cast.east), by=cast.ada)
    take_rules()
    cap = claims // people
    records.create(HoldingCap(most=cap, team=cast.east), by=cast.ada)
    role = Role.objects.get(key="rep")
    sellers = [User.objects.create(username=f"rep-{number}", name=f"Rep {number}", password="!") for number in range(people)]
    for person in sellers:
        RoleAssignment.objects.create(user=person, role=role, starts_on=LONG_AGO)
        Membership.objects.create(user=person, team=cast.east, starts_on=LONG_AGO)
    records.create_many([Account(name=f"Customer {number}") for number in range(claims)], by=cast.ada)
    return sellers, list(Ownership.objects.pooled().order_by("pk").values_list("pk", flat=True)), cap


def attempts(sellers: list[User], keys: list[int], cap: int, rng: Random) -> list[tuple[int, int]]:
    """Everybody tries a part of her own, so that every customer is tried, and as many again that others try too; all mixed."""
    mixed = rng.sample(keys, len(keys))
    parts = [mixed[start : start + cap] for start in range(0, len(mixed), cap)]
    tries = [(person.pk, key) for person, part in zip(sellers, parts, strict=False) for key in (*part, *rng.sample(keys, len(part)))]
    rng.shuffle(tries)
    return tries


def claim_all(tries: list[tuple[int, int]], clock: Callable[[], float]) -> list[tuple[float, bool]]:
    """Over one connection, which is closed at the end."""
    try:
        return [claim(person, key, clock) for person, key in tries]
    finally:
        connection.close()


def claim(person: int, key: int, clock: Callable[[], float]) -> tuple[float, bool]:
    """Seconds that the attempt took, and whether it was won."""
    begun = clock()
    try:
        actions.claim(Ownership.objects.get(pk=key), by=User.objects.get(pk=person))
    except (Refused, PermissionDenied):
        return clock() - begun, False
    return clock() - begun, True


def judge(sellers: list[User], claims: int, cap: int) -> None:
    """Raises AssertionError with what is wrong."""
    held = dict(Account.objects.filter(owner__in=sellers).order_by().values_list("owner").annotate(Count("pk")))
    taken, lying = sum(held.values()), Ownership.objects.pooled().count()
    faults = {
        "over the cap": {person: count for person, count in held.items() if count > cap},
        "lost": claims - taken - lying,
        "tenures": Tenure.objects.running().count() - taken,
        "out of step": Ownership.objects.held().count() - taken,
    }
    if any(faults.values()):
        raise AssertionError(faults)


def told(took: list[tuple[float, bool]], seconds: float, claims: int, people: int, connections: int) -> dict[str, Any]:
    won = [each for each, is_won in took if is_won]
    return {
        "database": connection.vendor,
        "customers": claims,
        "people": people,
        "connections": connections,
        "attempts": len(took),
        "won": len(won),
        "seconds": round(seconds, 1),
        "median_ms_of_a_claim": round(median(won) * 1000, 1),
        "lost_given_twice_or_over_a_cap": 0,
    }
