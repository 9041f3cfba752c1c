"""Winning, losing, reopening and handing over a deal, and what the ledger says after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.pipeline import actions
from kaituo.sales.pipeline.models import Competitor


def measured(name, by):
    return total(f"pipeline.{name}", Question(), by=by)


def test_winning_puts_it_in_the_won_stage_today_and_counts_it(deal, alice):
    actions.win(deal, by=alice)
    assert (deal.stage.name, deal.won_on, deal.is_open) == ("Won", timezone.localdate(), False)
    assert [measured(name, alice) for name in ("won_amount", "won_count", "open_amount", "weighted_amount")] == [1000, 1, 0, 0]


def test_an_open_deal_counts_in_full_and_by_its_odds(deal, stages, alice):
    assert (measured("open_amount", alice), measured("weighted_amount", alice)) == (1000, 100)
    actions.advance(deal, by=alice, stage=stages["Offer made"])
    assert measured("weighted_amount", alice) == 600


def test_changed_odds_of_a_stage_change_what_its_deals_weigh(deal, stages, alice, ada):
    records.change(stages["First talk"], {"probability": "0.25"}, by=ada)
    assert measured("weighted_amount", alice) == 250


def test_the_win_rate_is_won_over_won_and_lost(make_deal, alice, too_dear):
    actions.win(make_deal(), by=alice)
    for _time in range(3):
        actions.lose(make_deal(), by=alice, reason=too_dear)
    assert measured("win_rate", alice) == pytest.approx(0.25)


def test_losing_keeps_reason_and_rival(deal, alice, ada, too_dear):
    rival = records.create(Competitor(name="Candle Co"), by=ada)
    actions.lose(deal, by=alice, reason=too_dear, to=rival)
    assert (deal.stage.name, deal.loss_reason, list(deal.competitors.all())) == ("Lost", too_dear, [rival])


def test_a_win_cannot_lie_in_the_future(deal, alice):
    with pytest.raises(Refused, match="future"):
        actions.win(deal, by=alice, won_on=timezone.localdate() + timedelta(days=1))


def test_reopening_goes_back_to_the_stage_before_and_uncounts_the_win(deal, stages, alice):
    actions.advance(deal, by=alice, stage=stages["Offer made"])
    actions.win(deal, by=alice)
    actions.reopen(deal, by=alice)
    assert (deal.stage, deal.won_on, measured("won_amount", alice)) == (stages["Offer made"], None, 0)


def test_a_closed_deal_is_not_won_again(deal, alice, too_dear):
    actions.lose(deal, by=alice, reason=too_dear)
    with pytest.raises(Refused):
        actions.win(deal, by=alice)


def test_reassigning_keeps_stage_and_history(deal, stages, mei, bob):
    actions.reassign(deal, by=mei, to=bob)
    assert (deal.owner, deal.stage, deal.stage_changes.count()) == (bob, stages["First talk"], 1)
