"""The cumulative forecast, held by the example of the trade."""

from decimal import Decimal

import pytest

from kaituo.sales.pipeline.engine.forecast import Deal, Forecast, forecast

EXAMPLE = [Deal("closed_won", Decimal(50)), Deal("commit", Decimal(100)), Deal("best_case", Decimal(150)), Deal("pipeline", Decimal(200))]


def test_closed_50_commit_100_best_150_pipeline_200_give_150_300_450():
    found = forecast(EXAMPLE)
    assert (found.commit, found.best_case, found.open_pipeline) == (150, 300, 450)


def test_omitted_and_lost_deals_never_count():
    extra = [Deal("omitted", Decimal(999), Decimal(999)), Deal("closed_lost", Decimal(999), Decimal(999))]
    assert forecast(EXAMPLE + extra) == forecast(EXAMPLE)


def test_weighted_adds_what_each_deal_is_worth_by_its_odds():
    assert forecast([Deal("commit", Decimal(100), Decimal(80)), Deal("pipeline", Decimal(200), Decimal(40))]).weighted == 120


def test_the_forecasts_of_two_people_add_up():
    assert forecast(EXAMPLE) + forecast(EXAMPLE) == forecast(EXAMPLE * 2)


def test_an_unknown_category_is_an_error_not_a_zero():
    with pytest.raises(KeyError):
        forecast([Deal("maybe", Decimal(1))])


def test_no_deals_forecast_nothing():
    assert forecast([]) == Forecast()
