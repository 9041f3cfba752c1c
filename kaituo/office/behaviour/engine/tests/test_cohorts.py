"""Cohorts: what has come to pass, and nothing else."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kaituo.office.behaviour.engine.cohorts import cohorts, together

SPANS = ["jan", "feb", "mar"]
CUSTOMERS = {("jan", "jan"): 10, ("jan", "feb"): 6, ("jan", "mar"): 3, ("feb", "feb"): 4, ("feb", "mar"): 1}
AMOUNTS = {("jan", "jan"): 1000, ("jan", "mar"): 50, ("feb", "feb"): 40}


def test_a_cohort_is_as_long_as_time_has_run():
    assert [len(each.cells) for each in cohorts(SPANS, CUSTOMERS, AMOUNTS)] == [3, 2, 1]


def test_shares_are_of_those_who_began():
    first = cohorts(SPANS, CUSTOMERS, AMOUNTS)[0]
    assert [first.share(offset) for offset in range(3)] == [Decimal(1), Decimal("0.6"), Decimal("0.3")]


def test_a_span_without_purchases_that_has_come_to_pass_is_zero():
    assert cohorts(SPANS, CUSTOMERS, AMOUNTS)[0].cells[1].amount == 0


def test_amounts_add_up_over_the_age():
    assert [cell.amount_so_far for cell in cohorts(SPANS, CUSTOMERS, AMOUNTS)[0].cells] == [1000, 1000, 1050]


def test_all_together_leave_out_the_span_that_still_runs():
    rows = together(cohorts(SPANS, CUSTOMERS, AMOUNTS))
    assert [(row.size, row.customers) for row in rows] == [(14, 14), (10, 6), (0, 0)]
    assert rows[1].share == Decimal("0.6")
    assert rows[2].share is None


def test_nobody_who_began_has_no_share():
    assert cohorts(["jan"], {}, {})[0].share(0) is None


COUNTS = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(0, 50))


@given(COUNTS, COUNTS)
def test_every_customer_and_amount_since_the_first_order_stands_in_one_cell(customers, amounts):
    found = cohorts(range(6), customers, amounts)
    since = {key for key in {*customers, *amounts} if key[0] <= key[1]}
    assert sum(cell.customers for each in found for cell in each.cells) == sum(customers.get(key, 0) for key in since)
    assert sum(cell.amount for each in found for cell in each.cells) == sum(amounts.get(key, 0) for key in since)
    assert all(each.cells[-1].is_running for each in found)
