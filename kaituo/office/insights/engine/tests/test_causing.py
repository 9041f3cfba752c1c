"""What is a cause, what is everybody's, and what cannot be judged."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.office.insights.engine.causing import Limit, Seen, Verdict, judge, mean, median

D = Decimal
FLOOR = Limit(D(8), is_floor=True, is_compared=True)
CEILING = Limit(D("0.1"), is_floor=False, least_count=3)


@pytest.mark.parametrize(
    ("limit", "seen", "verdict"),
    [
        (FLOOR, Seen(D(3), peers=D(11)), Verdict.CAUSE),
        (FLOOR, Seen(D(3), peers=D(2)), Verdict.SHARED),
        (FLOOR, Seen(D(3)), Verdict.CAUSE),
        (FLOOR, Seen(D(8), peers=D(11)), Verdict.FINE),
        (FLOOR, Seen(None), Verdict.NO_FIGURE),
        (CEILING, Seen(D("0.2"), 3), Verdict.CAUSE),
        (CEILING, Seen(D("0.2"), 2), Verdict.TOO_FEW),
        (CEILING, Seen(D("0.1"), 9), Verdict.FINE),
    ],
)
def test_a_figure_is_judged_by_threshold_peers_and_number(limit, seen, verdict):
    assert judge(limit, seen) == verdict


def test_the_middle_and_the_mean_leave_out_what_is_unknown():
    assert (median([]), median([D(3), D(1)]), median([D(9), D(1), D(2)])) == (None, D(2), D(2))
    assert (mean([None, D(2), D(4)]), mean([None])) == (D(3), None)


figures = st.decimals(-1000, 1000, places=2)


@given(figures, figures, figures, st.booleans())
def test_whoever_is_better_than_a_figure_that_is_fine_is_fine_too(value, more, threshold, is_floor):
    limit = Limit(threshold, is_floor)
    better = value + abs(more) if is_floor else value - abs(more)
    assert judge(limit, Seen(value)) != Verdict.FINE or judge(limit, Seen(better)) == Verdict.FINE
