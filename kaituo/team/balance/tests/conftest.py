"""Jiangsu, where Alice and Bob work; customers of class C are owed a contact every thirty days."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.models import Territory
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity, Pipeline, Stage
from kaituo.sales.segments.models import ServicePolicy
from kaituo.team.allocation.models import Pool, PoolMember
from kaituo.team.balance.models import Rebalancing
from kaituo.team.territories import actions as territories
from kaituo.team.territories.covering import refresh
from kaituo.team.territories.models import TerritoryPart


@pytest.fixture
def policies(ada):
    Organisation.objects.create(name="Kaituo")
    return [records.create(ServicePolicy(account_class=grade, contact_days=days), by=ada) for grade, days in (("a", 7), ("b", 14), ("c", 30))]


@pytest.fixture
def make_territory(ada):
    def make(name, division, *people):
        territory = records.create(Territory(name=name, code=name.lower()), by=ada)
        records.create(TerritoryPart(territory=territory, division=division, starts_on=timezone.localdate() - timedelta(days=90)), by=ada)
        for person in people:
            territories.join(territory, by=ada, person=person, on=timezone.localdate() - timedelta(days=60))
        return territory

    return make


@pytest.fixture
def jiangsu(policies, make_territory, alice, bob):
    return make_territory("Jiangsu", "320000", alice, bob)


@pytest.fixture
def make_account(ada):
    def make(name, owner, **values):
        return records.create(Account(name=name, owner=owner, division="320100", region="江苏", city="南京", country="中国", **values), by=ada)

    return make


@pytest.fixture
def book(jiangsu, make_account, alice, bob):
    """Alice holds twenty-four customers of class A, Bob two."""
    accounts = [make_account(f"Lamp {number}", alice, account_class="a") for number in range(24)]
    for number in range(2):
        make_account(f"Mirror {number}", bob, account_class="a")
    refresh()
    return accounts


@pytest.fixture
def make_deal(ada):
    def make(account, amount=1000):
        pipeline = Pipeline.objects.first() or records.create(Pipeline(name="Direct"), by=ada)
        stage = Stage.objects.first() or records.create(
            Stage(pipeline=pipeline, name="Open", kind="open", position=1, probability=Decimal("0.5")), by=ada
        )
        deal = Opportunity(
            account=account,
            name="Lamps",
            owner=account.owner,
            pipeline=pipeline,
            stage=stage,
            amount=Decimal(amount),
            expected_on=timezone.localdate(),
        )
        return records.create(deal, by=ada)

    return make


@pytest.fixture
def make_rebalancing(mei):
    def make(by=mei, **values):
        jiangsu = Territory.objects.filter(name="Jiangsu").first()
        values = {"territory": jiangsu, "quiet_days": 0, "most_moves": 5, **values}
        row = records.create(Rebalancing(**values), by=by)
        row.refresh_from_db()
        return row

    return make


@pytest.fixture
def protecting_pool(cast):
    def make(**values):
        pool = records.create(Pool(name="East pool", protection_days=60, **values), by=cast.ada)
        records.create(PoolMember(pool=pool, team=cast.east), by=cast.ada)
        return pool

    return make
