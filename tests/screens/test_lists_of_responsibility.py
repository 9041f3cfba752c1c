"""Lists of who answers for what cost the same number of queries for two rows and for twenty: territories, duties, allocation, leads, offices."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaituo.foundation.identity.models import Territory, TerritoryMembership
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.sales.duties.models import AccountDuty, DutyRole
from kaituo.sales.leads.models import Lead
from kaituo.team.allocation.keeping import take_stock
from kaituo.team.allocation.models import Assignment, AssignmentRule, DefaultAssignee, HandOver, HandOverReceiver, Pool, PoolMember
from kaituo.team.people.models import Office
from kaituo.team.territories.covering import refresh
from kaituo.team.territories.models import TerritoryPart
from tests.company.cast import LONG_AGO

ADDRESSES = [
    "/territories/",
    "/territory-work/",
    "/territory-customers/",
    "/account-duties/",
    "/duty-roles/",
    "/assignment-rules/",
    "/assignments/",
    "/hand-overs/",
    "/pool/?is_pooled=yes",
    "/leads/?column=name&column=place",
    "/offices/?column=code&column=place",
]


@pytest.fixture
def fill(cast, ada):
    records.create(DefaultAssignee(subject="lead", person=ada), by=ada)
    records.create(PoolMember(pool=records.create(Pool(name="All"), by=ada), team=cast.east), by=ada)

    def one(number):
        territory = records.create(Territory(name=f"T {number}", code=f"t-{number}"), by=ada)
        records.create(TerritoryPart(territory=territory, division="320500", starts_on=LONG_AGO), by=ada)
        TerritoryMembership.objects.create(territory=territory, user=cast.alice, starts_on=LONG_AGO)
        account = records.create(Account(name=f"Lamp {number}", owner=cast.alice, division="320583"), by=ada)
        records.create(Account(name=f"Free {number}"), by=ada)
        role = records.create(DutyRole(name=f"Help {number}", position=number), by=ada)
        records.create(AccountDuty(account=account, role=role, person=cast.bob), by=ada)
        rule = records.create(AssignmentRule(name=f"Rule {number}", subject="lead", mode="fixed"), by=ada)
        lead = records.create(Lead(name=f"Lead {number}", owner=cast.alice, division="320583"), by=ada)
        Assignment.objects.create(subject="lead", subject_id=lead.pk, subject_text=str(lead), rule=rule, person=cast.alice)
        handover = records.create(HandOver(person=cast.alice), by=ada)
        records.create(HandOverReceiver(handover=handover, person=cast.bob), by=ada)
        records.create(Office(code=f"O-{number}", division="320583"), by=ada)

    def fill(numbers):
        for number in numbers:
            one(number)
        take_stock()
        refresh()

    return fill


def asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def test_twenty_rows_cost_no_more_queries_than_two(fill, ada, client):
    client.force_login(ada)
    fill(range(2))
    few = {address: asked(client, address) and asked(client, address) for address in ADDRESSES}
    fill(range(2, 20))
    assert {address: asked(client, address) for address in ADDRESSES} == few
