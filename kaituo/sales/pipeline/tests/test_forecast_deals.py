"""Every figure of the forecast opens into exactly the deals it adds up; one figure stands beside itself in other periods."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.kernel.period import Period
from kaituo.sales.pipeline import actions
from kaituo.sales.pipeline.outlook import FIGURES, around, behind, outlook, side_by_side

QUARTER = Period.parse("2026-Q4")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-10 12:00", tick=False):
        yield


@pytest.fixture
def deals(make_deal, alice, charlie):
    made = {
        name: make_deal(name=name, amount=Decimal(amount), category=category, expected_on=day)
        for name, amount, category, day in (
            ("Won", 40, "pipeline", date(2026, 10, 5)),
            ("Sure", 100, "commit", date(2026, 12, 1)),
            ("Likely", 50, "best_case", date(2026, 12, 2)),
            ("Far", 30, "pipeline", date(2026, 10, 20)),
            ("Left out", 70, "omitted", date(2026, 12, 3)),
        )
    }
    actions.win(made["Won"], by=alice, won_on=date(2026, 10, 6))
    make_deal(by=charlie, name="Other", amount=Decimal(7), category="commit", expected_on=date(2026, 12, 1))
    return made


@pytest.mark.parametrize("figure", FIGURES)
def test_the_deals_behind_a_figure_add_up_to_it(deals, alice, ada, figure):
    for person in (alice, ada):
        shown = sum((getattr(row.forecast, figure) for row in outlook(QUARTER, person)), Decimal(0))
        assert sum((each.amount for each in behind(QUARTER, person, figure)), Decimal(0)) == shown


def test_commit_holds_what_is_closed_and_leaves_out_the_rest(deals, alice):
    assert [each.row.name for each in behind(QUARTER, alice, "commit")] == ["Sure", "Won"]


def test_the_page_names_them_with_their_sum(client, deals, ada, alice):
    client.force_login(ada)
    hers = client.get(f"/forecast/deals/?period=2026-Q4&figure=commit&owner={alice.pk}").content.decode()
    assert "2 deals" in hers and "140.00" in hers and "Likely" not in hers
    assert "147.00" in client.get("/forecast/deals/?period=2026-Q4&figure=commit").content.decode()
    assert client.get("/forecast/deals/?period=2026-Q4&figure=guess").status_code == 404


def test_a_rep_opens_nobody_elses(client, deals, alice, charlie):
    client.force_login(alice)
    assert "No deal counts here" in client.get(f"/forecast/deals/?period=2026-Q4&figure=commit&owner={charlie.pk}").content.decode()


@pytest.mark.parametrize("address", ["/forecast/", "/forecast/deals/?figure=commit", "/forecast/periods/"])
def test_whoever_may_not_see_amounts_learns_none_from_their_sums(client, deals, alice, address):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="pipeline.Opportunity", field="amount", shows="hidden")
    client.force_login(alice)
    assert client.get(address).status_code == 403


def test_periods_stand_side_by_side_and_add_up(client, deals, alice):
    months = side_by_side(around(QUARTER), alice, "commit")
    assert months.lines == [(alice, [40, 0, 100]), (None, [40, 0, 100])]
    client.force_login(alice)
    page = client.get("/forecast/periods/?period=2026-Q4&figure=nonsense").content.decode()
    assert '<option value="commit" selected>' in page and "140.00" not in page and "100.00" in page


def test_beside_a_month_stand_those_to_come():
    assert [each.label for each in around(Period.parse("2026-11"))] == ["2026-11", "2026-12", "2027-01"]
    assert [each.label for each in around(Period.parse("2026"))] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
