"""A pool of the East: Alice and Bob may claim from it, Mei runs it. Charlie is of the West and has no business there."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.sales.customers.models import Account
from kaituo.team.allocation.keeping import take_stock
from kaituo.team.allocation.models import Pool, PoolMember, RecycleRule
from kaituo.team.allocation.recycling import take_rules


@pytest.fixture
def make_pool(cast):
    def make(name="East pool", rules=(("follow_up", 30),), admin=cast.mei, **values):
        pool = records.create(Pool(name=name, **values), by=cast.ada)
        records.create(PoolMember(pool=pool, team=cast.east), by=cast.ada)
        records.create(PoolMember(pool=pool, user=admin, is_admin=True), by=cast.ada)
        for kind, days, *graded in rules:
            records.create(RecycleRule(pool=pool, kind=kind, days=days, account_class=graded[0] if graded else ""), by=cast.ada)
        take_rules()
        take_stock()
        pool.refresh_from_db()
        return pool

    return make


@pytest.fixture
def pool(make_pool):
    return make_pool()


@pytest.fixture
def make_account(ada):
    def make(name="灯笼公司", owner=None, **values):
        return records.create(Account(name=name, owner=owner, **values), by=ada)

    return make


@pytest.fixture
def on_day():
    """A block that happens some days from today, at noon."""

    def on(days):
        moment = datetime.combine(timezone.localdate() + timedelta(days=days), time(12))
        return clock.at(timezone.make_aware(moment))

    return on
