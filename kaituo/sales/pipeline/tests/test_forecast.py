"""The forecast from rep to manager, and its page."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.pipeline import actions
from kaituo.sales.pipeline.models import Opportunity
from kaituo.sales.pipeline.outlook import outlook


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def quarter(today):
    return Period.containing(today, "quarter")


@pytest.fixture
def forecast(alice, quarter):
    return actions.forecast_of(alice, quarter.label, by=alice)


@pytest.fixture
def submitted(forecast, alice):
    actions.submit_forecast(forecast, by=alice, commit_amount=Decimal(150), best_case_amount=Decimal(300))
    return forecast


def test_a_person_has_one_forecast_per_period(forecast, alice, quarter):
    assert actions.forecast_of(alice, quarter.label, by=alice) == forecast


def test_the_manager_adjusts_in_a_layer_of_her_own(submitted, mei):
    actions.adjust_forecast(submitted, by=mei, commit_amount=Decimal(120), reason="One deal slips")
    assert (submitted.commit_amount, submitted.counted_amount(), submitted.adjustment().made_by) == (150, 120, mei)


def test_an_approved_forecast_is_not_submitted_again(submitted, alice, mei):
    actions.approve_forecast(submitted, by=mei)
    with pytest.raises(Refused):
        actions.submit_forecast(submitted, by=alice, commit_amount=Decimal(1))


def test_nobody_approves_her_own(quarter, mei):
    own = actions.forecast_of(mei, quarter.label, by=mei)
    actions.submit_forecast(own, by=mei, commit_amount=Decimal(1))
    with pytest.raises(Refused, match="own"):
        actions.approve_forecast(own, by=mei)


def test_a_team_mate_neither_sees_nor_approves(submitted, bob):
    with pytest.raises(PermissionDenied):
        actions.approve_forecast(submitted, by=bob)


def test_best_case_below_commit_is_refused(forecast, alice):
    with pytest.raises(Refused, match="cannot be less"):
        actions.submit_forecast(forecast, by=alice, commit_amount=Decimal(100), best_case_amount=Decimal(50))


def test_the_manager_sees_her_people_and_a_rep_herself(make_deal, alice, bob, mei, charlie, quarter, today):
    make_deal(expected_on=today, category="commit")
    make_deal(by=charlie, expected_on=today)
    assert {row.person: row.forecast.commit for row in outlook(quarter, mei)} == {alice: 1000, mei: 0}
    assert [row.person for row in outlook(quarter, bob)] == [bob]


def test_what_is_won_in_the_period_is_closed_whatever_was_expected(make_deal, alice, quarter, today):
    actions.win(make_deal(expected_on=today + timedelta(days=400)), by=alice)
    assert outlook(quarter, alice)[0].forecast.closed == 1000


def test_the_page_shows_the_sums_and_offers_to_submit(client, make_deal, alice, today):
    make_deal(expected_on=today)
    client.force_login(alice)
    page = client.get("/forecast/").content.decode()
    assert "1,000.00" in page and 'name="period"' in page


def test_a_currency_without_rate_is_said_not_guessed(client, make_deal, alice, today):
    deal = make_deal(expected_on=today)
    Opportunity.objects.filter(pk=deal.pk).update(currency="CHF")
    client.force_login(alice)
    assert "CHF" in client.get("/forecast/?period=garbage").content.decode()


def test_beginning_a_forecast_leads_to_its_dialog(client, alice, quarter):
    client.force_login(alice)
    answer = client.post("/forecast/begin/", {"period": quarter.label})
    assert answer.headers["Location"].endswith("/do/submit_forecast/")
    assert client.post("/forecast/begin/", {"period": "soon"}).status_code == 404
