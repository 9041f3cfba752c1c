"""When a customer drops: whole days, strictly more than the limit, the earliest rule first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.team.allocation.engine.recycling import FOLLOW_UP, KINDS, OPEN_DEAL, PROTECTION, WON, Drop, Policy, Rule, Standing, due

DAY = date(2026, 5, 4)


def policy(*rules, **switches):
    return Policy(tuple(rules), **switches)


def after(days):
    return DAY + timedelta(days=days)


def test_it_drops_on_the_first_day_that_lies_more_than_the_limit_after():
    assert due(Standing(DAY), policy(Rule(FOLLOW_UP, 30))) == Drop(after(31), FOLLOW_UP, 30, DAY)


def test_a_follow_up_begins_the_count_anew_but_never_before_it_was_held():
    rules = policy(Rule(FOLLOW_UP, 30))
    assert due(Standing(DAY, followed_up_on=after(10)), rules).on == after(41)
    assert due(Standing(DAY, followed_up_on=after(-10)), rules).on == after(31)


def test_the_earliest_of_several_rules_says_why():
    assert due(Standing(DAY), policy(Rule(FOLLOW_UP, 30), Rule(OPEN_DEAL, 20), Rule(WON, 90))).kind == OPEN_DEAL


def test_a_rule_for_the_class_goes_before_the_rule_for_all():
    rules = policy(Rule(FOLLOW_UP, 30), Rule(FOLLOW_UP, 90, "a"))
    assert due(Standing(DAY, account_class="a"), rules).days == 90
    assert due(Standing(DAY, account_class="b"), rules).days == 30


def test_the_days_without_a_deal_are_counted_from_its_end():
    assert due(Standing(DAY, deal_ended_on=after(5)), policy(Rule(OPEN_DEAL, 20))).on == after(26)


@pytest.mark.parametrize("standing", [Standing(DAY, is_locked=True), Standing(DAY, won_on=after(-400)), Standing(DAY, has_open_deal=True)])
def test_locked_bought_and_open_are_spared(standing):
    assert due(standing, policy(*(Rule(kind, 1) for kind in KINDS))) is None


def test_the_switches_take_the_sparing_away():
    bought = Standing(DAY, won_on=after(3))
    assert due(bought, policy(Rule(FOLLOW_UP, 30), spares_won=False)).kind == FOLLOW_UP
    working = Standing(DAY, has_open_deal=True)
    assert due(working, policy(Rule(FOLLOW_UP, 30), Rule(OPEN_DEAL, 1), spares_open_deal=False)).kind == FOLLOW_UP


def test_won_by_somebody_before_does_not_count_as_won_now():
    rules = policy(Rule(WON, 60), spares_won=False)
    assert due(Standing(DAY, won_on=after(-1)), rules).on == after(61)
    assert due(Standing(DAY, won_on=DAY), rules) is None


def test_the_last_protected_day_is_still_protected():
    assert due(Standing(DAY, protected_until=after(90)), policy(Rule(PROTECTION, 0))) == Drop(after(91), PROTECTION, 90, DAY)
    assert due(Standing(DAY), policy(Rule(PROTECTION, 0))) is None


days = st.integers(0, 400).map(after)
standings = st.builds(
    Standing,
    held_since_on=st.just(DAY),
    followed_up_on=st.none() | days,
    has_open_deal=st.booleans(),
    deal_ended_on=st.none() | days,
    won_on=st.none() | days,
    protected_until=st.none() | days,
    account_class=st.sampled_from("abcd"),
)
rules = st.lists(st.builds(Rule, st.sampled_from(KINDS), st.integers(1, 400), st.sampled_from(["", *"abcd"])), max_size=8)
policies = st.builds(Policy, rules.map(tuple), st.booleans(), st.booleans())


@given(standings, policies)
def test_nothing_drops_before_it_is_held_nor_without_a_rule(standing, policy):
    drop = due(standing, policy)
    assert drop is None or (drop.on > DAY and drop.kind in {rule.kind for rule in policy.rules})


@given(standings, policies, st.integers(0, 100))
def test_following_up_later_never_makes_it_drop_sooner(standing, policy, more):
    later = Standing(**{**standing.__dict__, "followed_up_on": (standing.followed_up_on or DAY) + timedelta(days=more)})
    before, now = due(standing, policy), due(later, policy)
    assert (before is None) == (now is None)
    assert before is None or now.on >= before.on
