"""The points of a lead, and that they explain themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.sales.leads.engine.scoring import CONTAINS, EQUALS, FILLED, ONE_OF, TESTS, Rule, Step, applies, score


@pytest.mark.parametrize(
    ("test", "value", "fact", "is_met"),
    [
        (FILLED, "", "13800000000", True),
        (FILLED, "", "  ", False),
        (EQUALS, "江苏", "江苏", True),
        (EQUALS, "江苏", "江苏省", False),
        (CONTAINS, "总经理，总监", "生产总监", True),
        (CONTAINS, "Director", "director of sales", True),
        (CONTAINS, "", "anything", False),
        (ONE_OF, "IT、manufacturing", "it", True),
    ],
)
def test_a_rule_applies(test, value, fact, is_met):
    assert applies(Rule("r", "f", test, value), fact) is is_met


def test_the_score_says_what_it_is_made_of():
    rules = [
        Rule("Reachable", "phone", FILLED, points=30),
        Rule("Decides", "title", CONTAINS, "总", 40),
        Rule("Student", "email", CONTAINS, ".edu", -50),
    ]
    assert score({"phone": "138", "title": "总经理"}, rules) == (70, [Step("Reachable", 30), Step("Decides", 40)])


facts = st.dictionaries(st.sampled_from("abc"), st.text(max_size=5))
rules = st.lists(st.builds(Rule, st.text(max_size=3), st.sampled_from("abc"), st.sampled_from(TESTS), st.text(max_size=3), st.integers(-200, 200)))


@given(facts, rules)
def test_the_score_is_the_sum_of_its_steps_within_bounds(known, given_rules):
    total, steps = score(known, given_rules)
    assert total == max(0, min(100, sum(step.points for step in steps)))
