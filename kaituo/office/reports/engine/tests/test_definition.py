"""A report is read from what was saved or typed, and never trusted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.office.reports.engine.definition import MOST_ROWS, Definition, Faulty, read

NAMES = st.sampled_from(["owner", "account__region", "ordered_on@month", "status"])
SAVED = st.fixed_dictionaries(
    {
        "about": st.just("orders.Order"),
        "rows": st.lists(NAMES, max_size=MOST_ROWS),
        "values": st.lists(st.sampled_from(["count", "sum:net_amount", "avg:net_amount"]), min_size=1, max_size=4, unique=True),
        "top": st.integers(0, 200),
        "filters": st.dictionaries(st.sampled_from(["status", "owner"]), st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=3)),
    }
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@given(SAVED)
def test_what_is_saved_is_read_again_as_it_was(saved):
    definition = read(saved)
    assert read(definition.as_saved()) == definition


@given(
    st.dictionaries(
        st.sampled_from(["about", "rows", "across", "values", "formulas", "columns", "filters", "sort", "top", "chart", "on", "span"]), JSON
    )
)
def test_rubbish_is_a_report_or_refused_never_a_fault(saved):
    try:
        assert isinstance(read(saved), Definition)
    except Faulty as fault:
        assert fault.code


def test_more_than_anybody_can_read_is_refused():
    with pytest.raises(Faulty, match="too_many"):
        read({"about": "orders.Order", "rows": ["a", "b", "c", "d"]})


def test_groups_without_a_figure_count_their_records():
    assert [str(each) for each in read({"about": "orders.Order", "rows": ["owner"]}).values] == ["count"]
