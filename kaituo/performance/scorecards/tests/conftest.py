"""A monthly card of Alice and Bob: sales against a stated figure."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from kaituo.foundation.records import actions as records
from kaituo.performance.scorecards.actions import release
from kaituo.performance.scorecards.models import Assignment, Indicator, Template, TemplateVersion
from kaituo.performance.testing import SALES, declare_sales, sell

MAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def in_may():
    declare_sales()
    with time_machine.travel("2026-05-20 09:00:00+08:00", tick=False):
        yield


@pytest.fixture
def draft(cast) -> TemplateVersion:
    template = records.create(Template(name="Monthly", span="month"), by=cast.ada)
    version = records.create(TemplateVersion(template=template, starts_on=MAY), by=cast.ada)
    line(cast, version, weight=60)
    return version


def line(cast, version, **values) -> Indicator:
    usual = {"measure": SALES, "weight": 40, "against": "stated", "target": Decimal(1000), "points": "0=0, 1=100, 1.2=120"}
    return records.create(Indicator(template_version=version, **(usual | values)), by=cast.ada)


@pytest.fixture
def template(cast, draft) -> Template:
    """Sales 60, a judgement 40; given to East."""
    line(cast, draft, measure="", objective="Care", against="judgement", points="")
    release(draft, by=cast.ada)
    records.create(Assignment(template=draft.template, team=cast.east, starts_on=MAY), by=cast.ada)
    sell(cast.alice, date(2026, 5, 4), "800")
    sell(cast.bob, date(2026, 5, 5), "1000")
    return draft.template
