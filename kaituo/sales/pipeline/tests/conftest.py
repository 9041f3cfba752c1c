"""A pipeline of four open stages, a customer of Alice's, and a deal in it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import LossReason, Opportunity, Pipeline, Stage

STAGES = [
    ("First talk", "open", "0.1", "pipeline"),
    ("Need known", "open", "0.3", "pipeline"),
    ("Offer made", "open", "0.6", "best_case"),
    ("Negotiation", "open", "0.9", "commit"),
    ("Won", "won", "1", "closed_won"),
    ("Lost", "lost", "0", "closed_lost"),
]


@pytest.fixture
def stages(cast):
    pipeline = records.create(Pipeline(name="Direct sales"), by=cast.ada)
    rows = [
        Stage(pipeline=pipeline, name=name, position=index, kind=kind, probability=Decimal(odds), category=category, stale_after_days=14)
        for index, (name, kind, odds, category) in enumerate(STAGES)
    ]
    return {row.name: records.create(row, by=cast.ada) for row in rows}


@pytest.fixture
def pipeline(stages):
    return stages["Won"].pipeline


@pytest.fixture
def lantern(alice):
    return records.create(Account(name="灯笼公司", owner=alice), by=alice)


@pytest.fixture
def make_deal(lantern, alice, pipeline):
    def make(by=alice, **values):
        soon = timezone.localdate() + timedelta(days=10)
        defaults = {"name": "Ten lamps", "account": lantern, "owner": by, "pipeline": pipeline, "amount": Decimal(1000), "expected_on": soon}
        return records.create(Opportunity(**{**defaults, **values}), by=by)

    return make


@pytest.fixture
def deal(make_deal):
    return make_deal()


@pytest.fixture
def too_dear(cast):
    return records.create(LossReason(name="Too dear"), by=cast.ada)
