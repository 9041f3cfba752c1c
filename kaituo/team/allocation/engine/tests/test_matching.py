"""Strengths asked for and had."""

from hypothesis import given
from hypothesis import strategies as st

from kaituo.team.allocation.engine.assigning import STRENGTH, Candidate, choose
from kaituo.team.allocation.engine.matching import Need, judge
from kaituo.team.allocation.engine.turns import Seat

ENGLISH = Need("language", ("en",), True, 3)
HERS = {("language", "en"): 4, ("industry", "food"): 2}
needs = st.lists(st.builds(Need, st.sampled_from(["a", "b"]), st.tuples(st.sampled_from("xyz")), st.booleans(), st.integers(1, 5)), max_size=4)
levels = st.dictionaries(st.tuples(st.sampled_from(["a", "b"]), st.sampled_from("xyz")), st.integers(1, 5))


def test_a_level_below_the_least_is_a_lack():
    assert [judge([ENGLISH], {("language", "en"): level})[0].level for level in (2, 3, 5)] == [0, 3, 5]


def test_where_nothing_is_said_nothing_is_asked():
    assert judge([Need("language", (), True)], {}) == []


def test_any_of_several_values_will_do():
    assert judge([Need("industry", ("it", "food"), False)], HERS)[0].value == "food"


def test_who_lacks_what_is_required_is_skipped_and_who_meets_more_wishes_comes_first():
    wish = Need("industry", ("food",), False)
    candidates = [
        Candidate(Seat(number, number, 1), verdicts=tuple(judge([ENGLISH, wish], hers)))
        for number, hers in enumerate([{}, {("language", "en"): 5}, HERS])
    ]
    chosen, considered = choose(candidates, "fixed")
    assert (chosen.person, considered[0][1]) == (2, STRENGTH)


@given(needs, levels)
def test_nobody_has_a_strength_below_what_is_asked(asked, hers):
    for need, verdict in zip(asked, judge(asked, hers), strict=True):
        assert verdict.level == 0 or verdict.level >= need.least_level
        assert verdict.level == 0 or hers[verdict.kind, verdict.value] == verdict.level
