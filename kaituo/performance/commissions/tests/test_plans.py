"""Plans: wrong ones are refused with the place of the fault, released ones are frozen."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.commissions.actions import plans
from kaituo.performance.commissions.actions.terms import write
from kaituo.performance.commissions.models import Component, PlanAssignment
from kaituo.performance.commissions.simulation import simulate
from kaituo.performance.testing import SALES, sell

from .conftest import TWO_TIERS


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ([("0", "100", "0.05"), ("90", None, "0.08")], "Base, band 2: The bands overlap: one goes up to 100, the next starts at 90."),
        ([("0", "100", "0.05"), ("120", None, "0.08")], "Base, band 2: The bands leave a gap from 100 to 120."),
        ([("0", None, "1.2")], "Base, band 1: The rate 120% is not between 0% and 100%."),
        ([("0", "100", "0.05")], "Base, band 1: The last band ends at 100; it must stay open."),
        ([("5", None, "0.05")], "Base, band 1: The first band starts at 5 instead of zero."),
        ([("0", "0.005", "0.05"), ("0.005", None, "0.06")], "Base, band 2, From: The border 0.005 is finer than the smallest unit of the currency."),
        ([], "Base, Bands: The rate table has no band."),
    ],
)
def test_a_wrong_rate_table_is_refused_naming_the_band(draft, ada, bands, said):
    with pytest.raises(Refused) as refusal:
        plans.add_component(draft[1], bands, by=ada, name="Base", measure=SALES)
    assert (str(refusal.value), Component.objects.count()) == (said, 0)


def test_a_component_of_an_unknown_measure_is_refused(draft, ada):
    with pytest.raises(Refused, match=r"There is no measure no\.such"):
        plans.add_component(draft[1], TWO_TIERS, by=ada, name="Base", measure="no.such")


def test_paying_as_the_customer_pays_needs_somebody_who_knows(draft, ada):
    with pytest.raises(Refused, match="Nobody tells how customers pay"):
        plans.add_component(draft[1], TWO_TIERS, by=ada, name="Base", measure=SALES, release="cash")


def test_terms_without_components_are_not_released(draft, ada):
    with pytest.raises(Refused, match="no component"):
        plans.release(draft[0], by=ada)


def test_released_terms_are_frozen(plan, ada):
    component = Component.objects.get()
    with pytest.raises(ValidationError, match="released"):
        records.change(component, {"name": "Other"}, by=ada)
    with pytest.raises(Refused, match="not possible in the present state"):
        write(component.terms, by=ada, document={"components": []})


def test_new_terms_end_the_old_ones_where_they_begin(plan, ada):
    terms = plans.revise(plan, by=ada, starts_on=date(2026, 7, 1))
    plans.release(plan, by=ada)
    old = plan.terms.order_by("starts_on").first()
    assert (old.ends_on, terms.components.get().code) == (date(2026, 7, 1), old.components.get().code)


def test_nobody_is_on_the_same_plan_twice_at_a_time(plan, ada, alice):
    with pytest.raises(ValidationError):
        plans.assign(plan, by=ada, person=alice, starts_on=date(2026, 5, 1))


def test_an_assignment_ends_on_a_day(plan, ada, alice):
    assignment = PlanAssignment.objects.get(person=alice)
    plans.end_assignment(assignment, by=ada, ends_on=date(2026, 6, 1))
    assert plans.assign(plan, by=ada, person=alice, starts_on=date(2026, 6, 1)).pk


def test_a_rep_may_not_release(draft, alice):
    with pytest.raises(PermissionDenied):
        plans.release(draft[0], by=alice)


def test_a_draft_is_simulated_on_everybodys_past_credit(draft, ada, alice, bob):
    plans.add_component(draft[1], TWO_TIERS, by=ada, name="Base", measure=SALES)
    sell(alice, date(2025, 11, 5), "12000")
    sell(bob, date(2025, 12, 5), "1000")
    result = simulate(draft[0], Period.quarter(2025, 4))
    assert result["people"] == sorted([[alice.pk, 0, 66000], [bob.pk, 0, 5000]])
