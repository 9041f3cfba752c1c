"""A released two-tier plan with Alice and Bob on it, and the people who run commissions."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from kaituo.foundation.identity.models import Grant, Role
from kaituo.performance.commissions.actions import plans
from kaituo.performance.commissions.models import PayRules, Plan, PlanTerms
from kaituo.performance.testing import SALES, declare_sales

TWO_TIERS = [("0", "10000", "0.05"), ("10000", None, "0.08")]
START = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def sales() -> str:
    return declare_sales()


@pytest.fixture
def payroll(cast):
    """Fang calculates and reviews; Ada approves."""
    role = Role.objects.get(key="finance")
    Grant.objects.bulk_create(
        [Grant(role=role, model=f"commissions.{name}", verb="*", scope="all") for name in ("Run", "RunProblem", "Plan", "Dispute")]
    )
    return cast


@pytest.fixture
def rules(db) -> PayRules:
    """Those of a new installation, also after a test that emptied every table."""
    return PayRules.objects.first() or PayRules.objects.create()


@pytest.fixture
def draft(payroll):
    """(plan, terms) without components."""
    plan = Plan.objects.create(name="Field sales")
    return plan, PlanTerms.objects.create(plan=plan, starts_on=START)


@pytest.fixture
def plan(draft, payroll):
    plan, terms = draft
    plans.add_component(terms, TWO_TIERS, by=payroll.ada, name="Base", measure=SALES)
    plans.release(plan, by=payroll.ada)
    for person in (payroll.alice, payroll.bob):
        plans.assign(plan, by=payroll.ada, person=person, starts_on=START)
    return plan


@pytest.fixture(autouse=True)
def english():
    """Sentences are compared in their source language."""
    with translation.override("en"):
        yield


@pytest.fixture
def as_it_was(transactional_db):
    """name of a migration → (the models of then, bring everything up to date). What hangs on commissions goes back with them, and comes again."""
    executor = MigrationExecutor(connection)
    last = executor.loader.graph.leaf_nodes()

    def up_to_date() -> None:
        MigrationExecutor(connection).migrate(last)

    def back(name: str):
        before = [("commissions", name)]
        executor.migrate(before)
        return executor.loader.project_state(before).apps, up_to_date

    yield back
    up_to_date()
