"""A plan for Alice, led by Mei, and a ladder of two levels. Sales of Alice and Bob are what counts."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from kaituo.foundation.identity.models import Membership, Team
from kaituo.foundation.records import actions as records
from kaituo.performance.development.actions.plans import check_causes, sign
from kaituo.performance.development.models import ImprovementPlan, Ladder, LadderLevel, LevelCriterion, LevelStanding, PlanTarget
from kaituo.performance.testing import SALES, declare_sales, sell


@pytest.fixture(autouse=True)
def in_july():
    declare_sales()
    with time_machine.travel("2026-07-01 09:00:00+08:00", tick=False):
        yield


@pytest.fixture
def above(cast):
    Membership.objects.create(user=cast.ada, team=Team.objects.get(code="company"), is_lead=True, starts_on=date(2020, 1, 1))
    return cast.ada


@pytest.fixture
def plan(cast, above) -> ImprovementPlan:
    """Bob sold 900 in June, Alice 200; she is to reach 800 in sixty days."""
    sell(cast.alice, date(2026, 6, 4), "200")
    sell(cast.bob, date(2026, 6, 5), "900")
    row = ImprovementPlan(person=cast.alice, leader=cast.mei, gap="Sales fell by half", support="Mei goes along to five visits", length=60)
    records.create(row, by=cast.mei)
    records.create(PlanTarget(plan=row, measure=SALES, figure=Decimal(800)), by=cast.mei)
    return row


@pytest.fixture
def running(cast, plan) -> ImprovementPlan:
    check_causes(plan, by=cast.mei)
    sign(plan, by=cast.mei)
    sign(plan, by=cast.alice, note="I do my best")
    return plan


@pytest.fixture
def standing(cast, above) -> LevelStanding:
    """Alice has been a junior for 18 months; a senior needs 12, and sales of 1,000 in a year."""
    ladder = records.create(Ladder(name="Account managers"), by=cast.ada)
    junior = records.create(LadderLevel(ladder=ladder, position=1, name="Junior"), by=cast.ada)
    senior = records.create(LadderLevel(ladder=ladder, position=2, name="Senior", least_reviews=0), by=cast.ada)
    records.create(LevelCriterion(level=senior, measure=SALES, figure=Decimal(1000), months=12), by=cast.ada)
    return records.create(LevelStanding(person=cast.alice, level=junior, starts_on=date(2025, 1, 1)), by=cast.ada)
