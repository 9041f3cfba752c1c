"""Where a customer lies: names win, parts take, days hold."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kaituo.team.territories.engine.covering import FAR_FUTURE, NAMED, PART, Lying, Naming, Part, kept, lies

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
days = st.integers(0, 60).map(lambda number: JAN + timedelta(days=number))


def spans(first, second):
    return {"starts_on": min(first, second), "ends_on": max(first, second)}


parts = st.builds(lambda territory, a, b: Part(territory, "", "", **spans(a, b)), st.integers(1, 3), days, days)
namings = st.builds(lambda territory, out, a, b: Naming(territory, out, **spans(a, b)), st.integers(1, 3), st.booleans(), days, days)


def test_a_part_takes_a_whole_subtree_and_one_industry():
    part = Part(1, "32", "it", JAN)
    assert [part.takes(*each) for each in (("320583", "it"), ("330100", "it"), ("320583", "food"), ("", "it"))] == [True, False, False, False]


def test_a_named_customer_lies_only_where_it_is_named():
    found = lies([Part(1, "", "", JAN)], [Naming(2, False, FEB, MAR)])
    assert found == [Lying(1, PART, JAN, FEB), Lying(1, PART, MAR, FAR_FUTURE), Lying(2, NAMED, FEB, MAR)]


def test_what_is_left_out_lies_elsewhere_all_the_same():
    assert lies([Part(1, "", "", JAN), Part(2, "", "", JAN)], [Naming(1, True, JAN)]) == [Lying(2, PART, JAN, FAR_FUTURE)]


def test_parts_that_follow_each_other_make_one_span():
    assert lies([Part(1, "", "", JAN, FEB), Part(1, "", "", FEB)], []) == [Lying(1, PART, JAN, FAR_FUTURE)]


def test_the_past_stays_as_it_was_until_the_customer_settled():
    assert kept([Lying(1, PART, JAN, FAR_FUTURE), Lying(2, PART, MAR, FAR_FUTURE)], FEB) == [Lying(1, PART, JAN, FEB)]


@given(st.lists(parts, max_size=6), st.lists(namings, max_size=6), days, days)
def test_every_day_says_what_the_rules_of_that_day_say(some_parts, some_namings, settled_on, day):
    lying = {each.territory for each in lies(some_parts, some_namings, settled_on) if each.starts_on <= day < each.ends_on}
    holding = [each for each in some_namings if each.starts_on <= day < each.ends_on]
    named = {each.territory for each in holding if not each.is_excluded}
    taken = {each.territory for each in some_parts if each.starts_on <= day < each.ends_on}
    wanted = named or taken - {each.territory for each in holding}
    assert lying == (wanted if day >= settled_on else set())


@given(st.lists(parts, max_size=6), st.lists(namings, max_size=6))
def test_spans_of_one_territory_never_overlap(some_parts, some_namings):
    by_territory = {}
    for each in sorted(lies(some_parts, some_namings), key=lambda each: (each.territory, each.starts_on)):
        assert by_territory.get(each.territory, date.min) <= each.starts_on < each.ends_on
        by_territory[each.territory] = each.ends_on
