"""No span of any limit ever holds more messages than it may, whatever is asked for and when."""

from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.notices.pacing import SECOND, Limit, free_at, worth_keeping

LIMITS = st.lists(st.builds(Limit, st.integers(1, 8), st.integers(1, 90)), min_size=1, max_size=3)
GAPS = st.lists(st.integers(0, 20 * SECOND), min_size=1, max_size=60)


@given(LIMITS, GAPS)
def test_no_span_holds_more_than_its_count(limits, gaps):
    kept, sent, now = [], [], 0
    for gap in gaps:
        now = free_at(kept, limits, now + gap)
        sent.append(now)
        kept = worth_keeping([*kept, now], limits)
    for limit in limits:
        spans = [sum(start <= each < start + limit.seconds * SECOND for each in sent) for start in sent]
        assert max(spans) <= limit.count


@given(LIMITS, st.integers(0, 10**9))
def test_the_first_goes_at_once(limits, now):
    assert free_at([], limits, now) == now


def test_the_twenty_first_of_a_minute_waits_for_the_first_to_be_a_minute_old():
    sent = [each * SECOND for each in range(20)]
    assert free_at(sent, (Limit(20, 60),), 30 * SECOND) == 60 * SECOND
