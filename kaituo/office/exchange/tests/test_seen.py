"""What stood above in the same file."""

from hypothesis import given
from hypothesis import strategies as st

from kaituo.office.exchange.seen import Seen

SIGNS = st.one_of(st.text(max_size=3), st.integers(-(2**63), 2**63 - 1))


@given(st.lists(st.lists(SIGNS, max_size=8), max_size=5))
def test_each_sign_stands_where_it_stood_first(portions):
    seen, first, number = Seen(), {}, 0
    for portion in portions:
        rows = []
        for sign in portion:
            number += 1
            rows.append((sign, number))
            first.setdefault(sign, number)
        assert seen.take(rows) == {sign: first[sign] for sign in portion}
    assert seen.first([*first, "never seen"]) == first
