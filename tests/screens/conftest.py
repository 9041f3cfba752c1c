"""Customers and deals of Alice's, made by their verbs, and a browser in which somebody is signed in."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity, Pipeline, Stage


@pytest.fixture
def stages(cast):
    pipeline = records.create(Pipeline(name="Direct sales"), by=cast.ada)
    named = [("First talk", "open"), ("Offer made", "open"), ("Won", "won"), ("Lost", "lost")]
    rows = [Stage(pipeline=pipeline, name=name, kind=kind, position=at, probability=Decimal("0.5")) for at, (name, kind) in enumerate(named)]
    return {row.name: records.create(row, by=cast.ada) for row in rows}


@pytest.fixture
def account(alice):
    return records.create(Account(name="灯笼公司", owner=alice, phone="021-5550001", credit_limit=5000), by=alice)


@pytest.fixture
def make_deals(account, alice, stages):
    def make(count, **values):
        day = timezone.localdate()
        common = {"account": account, "owner": alice, "pipeline": stages["Won"].pipeline, "amount": 100, **values}
        deals = [{"name": f"Deal {at}", "expected_on": day + timedelta(days=at), **common} for at in range(count)]
        return [records.create(Opportunity(**each), by=alice) for each in deals]

    return make


@pytest.fixture
def deal(make_deals):
    return make_deals(1)[0]


@pytest.fixture
def at_alices(browser, alice):
    return browser(alice)


@pytest.fixture
def htmx(browser, alice):
    return browser(alice, **{"HX-Request": "true"})
