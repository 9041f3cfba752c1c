"""Alice's customer and deal, and a rule over deals."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from kaituo.foundation.records import actions as records
from kaituo.office.reminders.models import ReminderRule
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity, Pipeline, Stage

CLOSES = date(2026, 9, 25)
"""A Friday."""


def at(text):
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.fixture
def account(cast, ada):
    return records.create(Account(name="Lantern", owner=cast.alice), by=ada)


@pytest.fixture
def deal(account, cast, ada):
    pipeline = records.create(Pipeline(name="Direct"), by=ada)
    stage = records.create(Stage(pipeline=pipeline, name="Open", kind="open", position=1, probability=Decimal("0.5")), by=ada)
    row = Opportunity(account=account, name="Lamps", owner=cast.alice, pipeline=pipeline, stage=stage, amount=100, expected_on=CLOSES)
    return records.create(row, by=ada)


@pytest.fixture
def rule(ada):
    def made(**fields):
        known = {"name": "Closing", "model": "pipeline.Opportunity", "field": "expected_on", "offset_days": -3, "text": "Close it"}
        return records.create(ReminderRule(**{**known, **fields}), by=ada)

    return made
