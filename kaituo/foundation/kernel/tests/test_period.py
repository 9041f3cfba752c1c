"""Spans of days, their labels and their borders."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.period import Period, PeriodKind

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
KINDS = st.sampled_from(PeriodKind)
SPANS = st.builds(lambda start, length: Period(start, start + timedelta(days=length)), DAYS, st.integers(1, 800))


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2004", date(2004, 1, 1), date(2005, 1, 1)),
        ("2004-Q1", date(2004, 1, 1), date(2004, 4, 1)),
        ("2004-Q4", date(2004, 10, 1), date(2005, 1, 1)),
        ("2004-02", date(2004, 2, 1), date(2004, 3, 1)),
        ("2004-12", date(2004, 12, 1), date(2005, 1, 1)),
        ("2004-W05", date(2004, 1, 26), date(2004, 2, 2)),
        ("2004-W53", date(2004, 12, 27), date(2005, 1, 3)),
        ("2004-03-01/2004-03-15", date(2004, 3, 1), date(2004, 3, 15)),
    ],
)
def test_a_label_is_read_and_written_alike(label, start, end):
    period = Period.parse(label)
    assert (period.start, period.end, period.label) == (start, end, label)


@pytest.mark.parametrize("label", ["", "2004-Q5", "2004-13", "2004-W54", "04-01", "2004-1", "２００４", "2004-03-15/2004-03-01", "2004-03-01/soon"])
def test_a_bad_label_is_refused(label):
    with pytest.raises(ValueError):
        Period.parse(label)


@given(DAYS, KINDS)
def test_a_natural_period_contains_its_day_and_keeps_its_label(day, kind):
    period = Period.containing(day, kind)
    assert day in period
    assert period.kind == kind
    assert Period.parse(period.label) == period
    assert Period.label_of(day, kind) == period.label


@given(DAYS, KINDS)
def test_the_next_period_starts_where_this_one_ends(day, kind):
    period = Period.containing(day, kind)
    assert period.next().start == period.end
    assert period.next().previous() == period


@given(SPANS)
def test_any_span_moves_by_its_own_kind_without_gap(span):
    assert span.next().start == span.end
    assert span.previous().end == span.start


@given(SPANS, KINDS)
def test_pieces_cover_the_span_exactly(span, kind):
    assert [day for piece in span.split(kind) for day in piece.days()] == span.days()


@given(SPANS, SPANS)
def test_the_intersection_holds_exactly_the_shared_days(one, other):
    shared = one.intersect(other)
    assert set(one.days()) & set(other.days()) == set(shared.days() if shared else [])
    assert one.overlaps(other) == (shared is not None)


def test_the_last_day_belongs_and_the_end_does_not():
    march = Period.month(2004, 3)
    assert march.last_day == date(2004, 3, 31)
    assert march.end not in march
    assert Period.inclusive(date(2004, 3, 1), date(2004, 3, 31)) == march


def test_neighbours_do_not_overlap():
    assert not Period.month(2004, 3).overlaps(Period.month(2004, 4))


def test_a_quarter_has_three_months():
    assert [month.label for month in Period.quarter(2004, 1).months()] == ["2004-01", "2004-02", "2004-03"]


def test_an_empty_period_is_refused():
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2004, 1, 1), date(2004, 1, 1))


@pytest.mark.parametrize(
    ("label", "before"),
    [
        ("2024-02", "2023-02"),
        ("2024-Q1", "2023-Q1"),
        ("2024", "2023"),
        ("2026-W10", "2025-W10"),
        ("2024-02-10/2024-02-29", "2023-02-10/2023-02-28"),
    ],
)
def test_a_year_before_lies_the_same_span(label, before):
    assert Period.parse(label).year_before() == Period.parse(before)


@given(DAYS, KINDS)
def test_the_year_before_a_natural_period_is_natural_too(day, kind):
    period = Period.containing(day, kind)
    before = period.year_before()
    assert (before.kind, before.end <= period.start) == (kind, True)
