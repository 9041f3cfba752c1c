"""Splitting a target over time."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.records.refusals import Refused
from kaituo.performance.goals.actions.agreeing import agree, propose
from kaituo.performance.goals.actions.splitting import split
from kaituo.performance.goals.actions.targets import set_target
from kaituo.performance.goals.actuals import fill
from kaituo.performance.goals.models import Target
from kaituo.performance.testing import SALES, sell

FIRST = date(2026, 1, 1)


def year(cast, amount="1200", kind="year") -> Target:
    return set_target(by=cast.mei, measure=SALES, kind=kind, starts_on=FIRST, goal_amount=Decimal(amount), person=cast.alice)


def figures(targets):
    return [str(target.goal_amount) for target in targets]


def test_a_year_in_equal_quarters(cast):
    assert figures(split(year(cast), by=cast.mei, into="quarter", method="equal")) == ["300.00"] * 4


def test_workdays_decide_and_the_sum_is_the_whole(cast):
    months = split(year(cast), by=cast.mei, into="month", method="workdays")
    assert (len(months), sum(month.goal_amount for month in months)) == (12, 1200)
    assert months[1].goal_amount < months[6].goal_amount


def test_the_seasons_of_last_year_decide(cast):
    for month, sold in ((2, "10"), (5, "20"), (8, "30"), (11, "40")):
        sell(cast.alice, date(2025, month, 9), sold)
    assert figures(split(year(cast), by=cast.mei, into="quarter", method="seasonal")) == ["120.00", "240.00", "360.00", "480.00"]


def test_without_last_year_there_are_no_seasons(cast):
    with pytest.raises(Refused, match="last year"):
        split(year(cast), by=cast.mei, into="quarter", method="seasonal")


def test_own_percentages_must_add_up_to_a_hundred(cast):
    parts = {f"part_2026_q{number}": Decimal(share) for number, share in ((1, 15), (2, 25), (3, 25), (4, 34))}
    target = year(cast)
    with pytest.raises(Refused, match="99"):
        split(target, by=cast.mei, into="quarter", method="custom", **parts)
    assert Target.objects.count() == 1
    assert figures(split(target, by=cast.mei, into="quarter", method="custom", **parts | {"part_2026_q4": Decimal(35)}))[3] == "420.00"


def test_a_month_in_weeks_counts_each_weeks_own_days(cast):
    weeks = split(year(cast, "100", kind="month"), by=cast.mei, into="week", method="equal")
    sell(cast.alice, date(2026, 1, 6), "7")
    sell(cast.alice, date(2026, 1, 12), "5")
    fill(weeks)
    assert [(str(week.period), week.actual) for week in weeks[:3]] == [("2026-W01", 0), ("2026-W02", 7), ("2026-W03", 5)]
    assert sum(week.goal_amount for week in weeks) == 100


def test_splitting_anew_re_plans_the_pieces(cast):
    target = year(cast)
    split(target, by=cast.mei, into="quarter", method="equal")
    parts = {f"part_2026_q{number}": Decimal(share) for number, share in ((1, 10), (2, 20), (3, 30), (4, 40))}
    pieces = split(target, by=cast.mei, into="quarter", method="custom", **parts)
    assert (figures(pieces), Target.objects.count()) == (["120.00", "240.00", "360.00", "480.00"], 5)
    assert [piece.revisions.count() for piece in pieces] == [1, 1, 1, 1]


def test_a_piece_that_both_signed_is_asked_to_be_re_planned(cast):
    signed = propose(by=cast.mei, measure=SALES, kind="quarter", starts_on=FIRST, goal_amount=Decimal(250), person=cast.alice)
    agree(signed, by=cast.alice)
    split(year(cast), by=cast.mei, into="quarter", method="equal")
    signed.refresh_from_db()
    assert (signed.goal_amount, signed.revisions.get().new_goal_amount) == (250, 300)
