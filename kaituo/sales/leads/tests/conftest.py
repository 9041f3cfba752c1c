"""A lead of Alice's, a pipeline to convert it into, and a web form."""

from decimal import Decimal

import pytest

from kaituo.foundation.records import actions as records
from kaituo.sales.leads.models import Lead, WebForm
from kaituo.sales.pipeline.models import Pipeline, Stage


@pytest.fixture
def pipeline(cast):
    row = records.create(Pipeline(name="Direct sales"), by=cast.ada)
    records.create(Stage(pipeline=row, name="First talk", kind="open", probability=Decimal("0.1"), position=1), by=cast.ada)
    return row


@pytest.fixture
def make_lead(alice):
    def make(name="苏州灯笼科技有限公司", **values):
        defaults = {"person": "王伟", "title": "总经理", "phone": "13800000001", "email": "wang@lantern.example", "owner": alice}
        return records.create(Lead(name=name, **{**defaults, **values}), by=alice)

    return make


@pytest.fixture
def lead(make_lead):
    return make_lead()


@pytest.fixture
def web_form(ada):
    asks = ["name", "person", "phone", "need"]
    return records.create(WebForm(name="Site", heading="Ask us", asks=asks, campaign="Spring", hourly_cap=2), by=ada)
