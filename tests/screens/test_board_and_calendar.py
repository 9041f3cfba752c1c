"""Cards that move or go back, columns that page by themselves, and the month over the company's working days."""

import json
from datetime import date

import pytest

from kaituo.foundation.company.models import Holiday
from kaituo.foundation.records import actions as records


def drop(client, deal, column):
    return client.post("/opportunities/board/drop/", {"key": deal.pk, "column": column})


def said(answer):
    return json.loads(answer.headers["HX-Trigger"])


def test_a_dropped_card_calls_the_verb(htmx, deal, stages):
    answer = drop(htmx, deal, stages["Offer made"].pk)
    deal.refresh_from_db()
    assert (answer.status_code, deal.stage) == (204, stages["Offer made"])
    assert said(answer)["board-moved"]


def test_a_refused_drop_keeps_the_stage_and_says_why(htmx, deal, stages, ada):
    records.change(stages["Offer made"], {"required_fields": ["contact"]}, by=ada)
    answer = drop(htmx, deal, stages["Offer made"].pk)
    deal.refresh_from_db()
    assert (answer.status_code, deal.stage) == (422, stages["First talk"])
    assert "Contact" in said(answer)["toast"]["text"]


def test_dropping_on_won_asks_what_winning_needs(htmx, deal, stages):
    answer = drop(htmx, deal, stages["Won"].pk)
    deal.refresh_from_db()
    assert said(answer)["ask"] == f"/opportunities/{deal.pk}/do/win/"
    assert deal.is_open


@pytest.mark.parametrize("column", ["", "x", "999999999999999999999999"])
def test_a_column_that_is_not_there_is_refused(htmx, deal, column):
    assert drop(htmx, deal, column).status_code == 422


def test_a_stranger_cannot_move_the_card(browser, charlie, deal, stages):
    assert drop(browser(charlie), deal, stages["Offer made"].pk).status_code == 404


def test_each_column_pages_by_itself_and_knows_its_sum(at_alices, htmx, make_deals, stages):
    make_deals(25)
    board = at_alices.get("/opportunities/board/").content.decode()
    assert board.count("board-card") - board.count("board-card-head") == 20
    assert "2,500.00" in board
    address = board.split('board-more" type="button" hx-get="')[1].split('"')[0].replace("&amp;", "&")
    more = htmx.get(address).content.decode()
    assert more.count('class="board-card"') == 5 and "board-more" not in more


def test_an_unknown_pipeline_shows_the_first(at_alices, deal):
    assert "Deal 0" in at_alices.get("/opportunities/board/?pipeline=x").content.decode()


def test_the_month_shows_deals_on_their_day_and_free_days(at_alices, make_deals, ada):
    make_deals(1, name="Spring", expected_on=date(2026, 5, 6))
    records.create(Holiday(day=date(2026, 5, 1), name="Labour Day"), by=ada)
    records.create(Holiday(day=date(2026, 5, 9), name="Exchange", is_workday=True), by=ada)
    page = at_alices.get("/opportunities/calendar/?month=2026-05").content.decode()
    assert all(text in page for text in ("Spring", "Labour Day", "Worked"))
    assert "Spring" not in at_alices.get("/opportunities/calendar/?month=2026-07").content.decode()


@pytest.mark.parametrize("few", [0, 1000])
def test_a_full_day_shows_its_first_and_leads_to_the_rest(at_alices, make_deals, monkeypatch, few):
    monkeypatch.setattr("kaituo.foundation.screens.views.calendar.FEW", few)
    make_deals(7, name="Crowd", expected_on=date(2026, 5, 6))
    make_deals(1, name="Last", expected_on=date(2026, 5, 31))
    page = at_alices.get("/opportunities/calendar/?month=2026-05&amount=1..").content.decode()
    assert page.count('class="month-row"') == 5 and "Last" in page
    rest = page.split('class="month-more" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "3 more" in page and "amount=1.." in rest
    assert at_alices.get(rest).content.decode().count('class="row-link"') == 7


@pytest.mark.parametrize("month", ["", "x", "0001-01", "9999-12", "2026-13"])
def test_any_month_in_the_address_draws_a_month(at_alices, deal, month):
    assert at_alices.get(f"/opportunities/calendar/?month={month}").status_code == 200


def test_a_screen_without_board_has_none(at_alices, account):
    assert at_alices.get("/accounts/board/").status_code == 404
    assert at_alices.get("/accounts/calendar/").status_code == 404
