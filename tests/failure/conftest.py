"""A business with a record of nearly every kind, and two people at it: Ada who may do everything, Alice who sells."""

from datetime import date

import pytest
from django.core import signals
from django.core.cache import cache
from django.db import close_old_connections

from kaituo.foundation.approvals.models import Delegation, Flow
from kaituo.foundation.company.models import ExchangeRate, Holiday, LegalEntity
from kaituo.foundation.metrics.models import ClosedPeriod
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import CustomField, Tag
from kaituo.integrations.webhooks.models import Subscription
from kaituo.performance.commissions.models import Component, Plan, PlanAssignment, PlanTerms, StatementLine
from kaituo.sales.catalog.models import Category, PriceList, Product
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Competitor, LossReason
from kaituo.team.people.models import Office
from tests.access.world import World, build

DAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def fresh_counters(settings, tmp_path):
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def lasting_connection():
    """The connection with our transaction on it outlives the requests."""
    both = (signals.request_started, signals.request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


@pytest.fixture
def business(cast) -> World:
    """The little business of the access walk, and one record of each kind that it does without."""
    world = build(cast)
    rows = [Office(code="WUH", city="Wuhan"), Category(name="Pumps"), Product(name="Pump"), Competitor(name="Rival"), LossReason(name="Price")]
    rows += [PriceList(name="Usual", starts_on=DAY), LegalEntity(name="Kaituo"), Holiday(day=DAY, name="Labour Day")]
    rows += [ExchangeRate(currency="USD", starts_on=DAY, rate=7), ClosedPeriod(starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))]
    rows += [Flow(name="Discounts", model=Account._meta.label, kind="discount"), Tag(name="VIP"), Plan(name="Plan")]
    rows += [Delegation(person=cast.alice, delegate=cast.bob, starts_on=DAY, ends_on=date(2026, 6, 1))]
    rows += [CustomField(model=Account._meta.label, key="size", name="Size", kind="number")]
    rows += [Subscription(name="ERP", url="https://example.com/", owner=cast.ada, facts=["*"])]
    for row in rows:
        world.add(records.create(row, by=cast.ada))
    _pay(world, cast)
    StatementLine.objects.update(explanation={})  # the access walk keeps its mark there, which is no explanation
    return world


def _pay(world: World, cast) -> None:
    plan = world.rows[Plan._meta.label][0]
    terms = world.add(records.create(PlanTerms(plan=plan, starts_on=DAY), by=cast.ada))
    world.add(records.create(Component(terms=terms, name="Revenue", measure="orders.booked_revenue"), by=cast.ada))
    world.add(records.create(PlanAssignment(plan=plan, person=cast.alice, starts_on=DAY), by=cast.ada))
