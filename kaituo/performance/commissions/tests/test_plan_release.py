"""Release: refused with fault and place, also where another released plan pays the same person for the same measure."""

from datetime import date

import pytest

from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions.actions import plans
from kaituo.performance.commissions.actions.terms import write
from kaituo.performance.commissions.models import Plan, PlanTerms
from kaituo.performance.testing import SALES

START = date(2026, 1, 1)


@pytest.fixture
def other(payroll):
    """A second plan on the same measure, not released."""
    other = Plan.objects.create(name="Second")
    terms = PlanTerms.objects.create(plan=other, starts_on=START)
    plans.add_component(terms, [("0", None, "0.01")], by=payroll.ada, name="Base", measure=SALES)
    return other


def test_two_plans_for_one_person_and_measure_are_refused_naming_her(plan, other, payroll):
    plans.assign(other, by=payroll.ada, person=payroll.alice, starts_on=START)
    with pytest.raises(Refused, match=r"alice is paid for testing\.sales by the plan Field sales on the same days"):
        plans.release(other, by=payroll.ada)
    assert Plan.objects.get(pk=other.pk).state == "draft"


def test_nobody_is_put_on_a_second_released_plan_for_the_same_measure(plan, other, payroll):
    plans.release(other, by=payroll.ada)
    with pytest.raises(Refused, match="alice is paid for"):
        plans.assign(other, by=payroll.ada, person=payroll.alice, starts_on=START)
    assert not other.assignments.exists()


def test_one_plan_after_the_other_is_no_clash(plan, other, payroll):
    plans.end_assignment(plan.assignments.get(person=payroll.alice), by=payroll.ada, ends_on=date(2026, 7, 1))
    plans.release(other, by=payroll.ada)
    assert plans.assign(other, by=payroll.ada, person=payroll.alice, starts_on=date(2026, 7, 1)).pk


def test_a_draft_that_became_wrong_is_not_released(draft, payroll):
    plan, terms = draft
    plans.add_component(terms, [("0", None, "0.05")], by=payroll.ada, name="Base", measure=SALES)
    PlanTerms.objects.filter(pk=terms.pk).update(document={"components": [terms.document["components"][0] | {"measures": ["gone"]}]})
    with pytest.raises(Refused, match=r"Base, Measures 1: There is no measure gone\."):
        plans.release(plan, by=payroll.ada)


def test_a_new_version_copies_everything_the_last_one_says(draft, payroll):
    plan, terms = draft
    rule = {"kind": "fixed", "key": "car", "name": "Car", "amount": "500"}
    write(terms, by=payroll.ada, document={"components": [rule], "draw": {"amount": "3000"}, "caps": [{"per": "year", "amount": "90000"}]})
    plans.release(plan, by=payroll.ada)
    copy = plans.revise(plan, by=payroll.ada, starts_on=date(2026, 7, 1))
    terms.refresh_from_db()
    assert copy.document == terms.document
    assert [row.key for row in copy.components.all()] == ["car"]


def test_a_key_may_not_become_another_kind(draft, payroll):
    plan, terms = draft
    write(terms, by=payroll.ada, document={"components": [{"kind": "fixed", "key": "car", "amount": "500"}]})
    plans.release(plan, by=payroll.ada)
    copy = plans.revise(plan, by=payroll.ada, starts_on=date(2026, 7, 1))
    with pytest.raises(Refused, match="was of the kind fixed"):
        write(copy, by=payroll.ada, document={"components": [{"kind": "pool", "key": "car", "amount": "500"}]})
