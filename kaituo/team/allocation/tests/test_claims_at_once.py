"""Claims by many at the same moment, each over a connection of its own, on a real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from kaituo.foundation.identity.models import Grant, Membership, Role, RoleAssignment, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.team.allocation import actions
from kaituo.team.allocation.models import HoldingCap, Ownership, Pool, PoolMember, Tenure
from kaituo.team.allocation.recycling import take_rules
from tests.company.cast import LONG_AGO, gather

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, CUSTOMERS, CAP, DAILY = 6, 40, 4, 5


@pytest.fixture
def company():
    cast = gather()
    pool = records.create(Pool(name="East pool", daily_cap=DAILY), by=cast.ada)
    records.create(PoolMember(pool=pool, team=cast.east), by=cast.ada)
    take_rules()
    return cast


def lie(cast, count):
    records.create_many([Account(name=f"Lamp {number}") for number in range(count)], by=cast.ada)
    return list(Ownership.objects.pooled().order_by("pk").values_list("pk", flat=True))


def hire(cast, count):
    role = Role.objects.get(key="rep")
    people = [User.objects.create(username=f"rep-{number}", name=f"Rep {number}", password="!") for number in range(count)]
    for person in people:
        RoleAssignment.objects.create(user=person, role=role, starts_on=LONG_AGO)
        Membership.objects.create(user=person, team=cast.east, starts_on=LONG_AGO)
    assert Grant.objects.filter(role=role).exists()
    return people


def claims(person, keys, barrier):
    """How many of these the person gets, one after the other, when all begin at once."""
    try:
        barrier.wait()
        return sum(claim(User.objects.get(pk=person.pk), key) for key in keys)
    finally:
        connection.close()


def claim(person, key):
    try:
        actions.claim(Ownership.objects.get(pk=key), by=person)
    except (Refused, PermissionDenied):
        return 0
    return 1


def at_once(people, keys):
    barrier = Barrier(len(people))
    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(lambda person: claims(person, keys, barrier), people))


def test_of_two_who_claim_at_once_exactly_one_wins(company):
    (key,) = lie(company, 1)
    assert sorted(at_once([company.alice, company.bob], [key])) == [0, 1]
    row = Ownership.objects.get(pk=key)
    assert row.owner in (company.alice, company.bob)
    assert row.account.owner == row.owner == Tenure.objects.get().person


def test_many_who_claim_everything_lose_nothing_and_pass_no_cap(company):
    records.create(HoldingCap(most=CAP, team=company.east), by=company.ada)
    people, keys = hire(company, PEOPLE), lie(company, CUSTOMERS)
    won = at_once(people, keys)
    assert won == [CAP] * PEOPLE
    assert Ownership.objects.pooled().count() == CUSTOMERS - CAP * PEOPLE
    assert [Account.objects.filter(owner=person).count() for person in people] == won
    assert Tenure.objects.running().count() == CAP * PEOPLE


def test_one_who_claims_through_many_windows_passes_no_cap(company):
    keys = lie(company, CUSTOMERS)
    won = at_once([company.alice] * PEOPLE, keys)
    assert sum(won) == DAILY == Tenure.objects.filter(person=company.alice).count()


def claims_many(person, keys, barrier):
    try:
        barrier.wait()
        return len(actions.claim_many(keys, by=User.objects.get(pk=person.pk)))
    except Refused:
        return 0
    finally:
        connection.close()


def test_of_batches_that_overlap_each_is_whole_or_nothing(company):
    keys = lie(company, DAILY + 2)
    batches = [keys[:DAILY], keys[2:]]
    barrier = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        won = sorted(pool.map(claims_many, [company.alice, company.bob], batches, [barrier] * 2))
    assert won == [0, DAILY]
