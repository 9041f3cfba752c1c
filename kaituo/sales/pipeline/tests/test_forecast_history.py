"""What the forecast said on past days, which deals made the difference, and which category counts in a period."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from kaituo.foundation.jobs.repeating import REPEATING
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import actions as records
from kaituo.sales.pipeline import actions
from kaituo.sales.pipeline.history import bridge, days_of, history
from kaituo.sales.pipeline.keeping import keep
from kaituo.sales.pipeline.models import DealStanding, ForecastSnapshot, StageCategory
from kaituo.sales.pipeline.outlook import outlook
from kaituo.sales.pipeline.schedule import keep_forecast

FIRST, LATER, NOW = date(2026, 10, 1), date(2026, 10, 20), date(2026, 11, 10)
QUARTER, NEXT = Period.parse("2026-Q4"), Period.parse("2027-Q1")


@pytest.fixture(autouse=True)
def today():
    """10 November, noon."""
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 10, 12)), tick=False):
        yield


@pytest.fixture
def deals(make_deal):
    return {
        name: make_deal(name=name, amount=Decimal(amount), category=category, expected_on=date(2026, 12, 1))
        for name, amount, category in (("Sure", 100, "commit"), ("Likely", 50, "best_case"), ("Far", 30, "pipeline"))
    }


@pytest.fixture
def kept(deals):
    keep(FIRST)
    return deals


def test_every_night_yesterday_is_kept(kept, alice):
    assert keep_forecast.module_path in REPEATING
    keep_forecast.func()
    assert DealStanding.objects.count() == 3


def test_only_what_differs_is_written_again(kept):
    assert keep(LATER) == ForecastSnapshot.objects.filter(taken_on=LATER).count()
    assert not ForecastSnapshot.objects.filter(taken_on=LATER, period="2026-Q4").exists()
    assert keep(LATER) == 0


def test_the_day_says_what_was_said_then(kept, alice):
    records.change(kept["Sure"], {"amount": Decimal(80)}, by=alice)
    said = history(QUARTER, alice)[0]
    assert (said.on, said.forecast.commit, said.forecast.best_case) == (FIRST, 100, 150)
    assert outlook(QUARTER, alice)[0].forecast.commit == 80


def test_the_change_from_day_to_day_is_shown(kept, alice):
    records.change(kept["Likely"], {"category": "commit"}, by=alice)
    keep(LATER)
    assert [each.change for each in history(QUARTER, alice)] == [None, 50, 0]


def test_a_rep_looks_back_on_her_own_and_the_manager_on_hers(kept, make_deal, charlie, alice, bob, mei):
    make_deal(by=charlie, expected_on=date(2026, 12, 1), category="commit")
    keep(LATER)
    assert [history(QUARTER, person)[-1].forecast.commit for person in (alice, mei, charlie)] == [100, 100, 1000]
    assert history(QUARTER, bob) == []


def test_the_deals_behind_the_change_are_named_with_what_changed(kept, make_deal, alice):
    records.change(kept["Sure"], {"expected_on": date(2027, 2, 1)}, by=alice)
    records.change(kept["Likely"], {"amount": Decimal(70)}, by=alice)
    actions.win(kept["Far"], by=alice, won_on=NOW)
    make_deal(name="Fresh", amount=Decimal(10), expected_on=date(2026, 12, 5), category="best_case")
    found = {each.deal.name: (each.commit, each.all, each.reason) for each in bridge(QUARTER, FIRST, alice).moves}
    assert found["Sure"][:2] == (-100, -100) and found["Sure"][2].startswith("Moved to")
    assert found["Likely"] == (0, 20, "50 → 70 CNY")
    assert found["Far"] == (30, 0, "Pipeline → Closed won")
    assert found["Fresh"] == (0, 10, "New")


def test_a_deal_that_slipped_comes_into_the_period_it_slipped_to(kept, alice):
    records.change(kept["Sure"], {"expected_on": date(2027, 2, 1)}, by=alice)
    (move,) = bridge(NEXT, FIRST, alice).moves
    assert (move.commit, move.reason.startswith("Came in from")) == (100, True)


def test_the_changes_of_the_deals_add_up_to_the_change_of_the_forecast(kept, alice, too_dear):
    actions.lose(kept["Sure"], by=alice, reason=too_dear)
    actions.win(kept["Likely"], by=alice, won_on=NOW)
    then = history(QUARTER, alice)[0].forecast
    assert sum(each.commit for each in bridge(QUARTER, FIRST, alice).moves) == outlook(QUARTER, alice)[0].forecast.commit - then.commit


def test_what_changed_between_two_past_days_is_told_by_kind(kept, make_deal, alice, too_dear):
    actions.lose(kept["Sure"], by=alice, reason=too_dear)
    records.change(kept["Likely"], {"amount": Decimal(70)}, by=alice)
    records.change(kept["Far"], {"expected_on": date(2027, 2, 1)}, by=alice)
    make_deal(name="Fresh", amount=Decimal(10), expected_on=date(2026, 12, 5), category="commit")
    keep(LATER)
    records.change(kept["Likely"], {"amount": Decimal(5)}, by=alice)
    found = bridge(QUARTER, FIRST, alice, LATER)
    assert {step.kind.value: (step.count, step.commit, step.all) for step in found.steps} == {
        "lost": (1, -100, -100),
        "slipped": (1, 0, -30),
        "new": (1, 10, 10),
        "grew": (1, 0, 20),
    }
    assert (found.before, found.after) == ((100, 180), (10, 80))


def test_before_and_all_moves_are_what_stands_now(kept, alice):
    actions.win(kept["Likely"], by=alice, won_on=NOW)
    records.change(kept["Far"], {"category": "commit"}, by=alice)
    found = bridge(QUARTER, FIRST, alice)
    assert [step.kind.value for step in found.steps] == ["won", "recategorised"]
    assert found.after[0] == found.before[0] + sum(each.commit for each in found.moves) == outlook(QUARTER, alice)[0].forecast.commit


def test_a_deal_won_in_an_earlier_quarter_left_for_it(kept, alice):
    actions.win(kept["Sure"], by=alice, won_on=date(2026, 9, 29))
    assert [step.kind.value for step in bridge(QUARTER, FIRST, alice).steps] == ["earlier"]


def test_the_page_shows_one_kind_and_refuses_days_that_run_backwards(client, kept, alice, too_dear):
    actions.lose(kept["Sure"], by=alice, reason=too_dear)
    records.change(kept["Likely"], {"amount": Decimal(70)}, by=alice)
    client.force_login(alice)
    address = f"/forecast/?period=2026-Q4&since={FIRST}"
    page = client.get(f"{address}&kind=lost").content.decode()
    assert ">Sure</a>" in page and ">Likely</a>" not in page
    assert "must come after" in client.get(f"{address}&until={FIRST}").content.decode()


def test_nobody_sees_the_moves_of_deals_she_may_not_see(kept, alice, bob):
    records.change(kept["Sure"], {"amount": Decimal(1)}, by=alice)
    assert bridge(QUARTER, FIRST, bob).moves == []


def test_a_category_changed_within_the_period_counts_from_the_next_one_on(make_deal, stages, alice, ada):
    StageCategory.objects.update(starts_on=date(2026, 1, 1))
    make_deal(expected_on=date(2026, 12, 1), amount=Decimal(10))
    make_deal(expected_on=date(2027, 2, 1), amount=Decimal(20))
    records.change(stages["First talk"], {"category": "commit"}, by=ada)
    assert [outlook(period, alice)[0].forecast.commit for period in (QUARTER, NEXT)] == [0, 20]
    assert StageCategory.objects.filter(stage=stages["First talk"]).count() == 2


def test_the_page_tells_the_history_and_the_deals(client, kept, alice):
    records.change(kept["Sure"], {"amount": Decimal(80)}, by=alice)
    client.force_login(alice)
    text = client.get(f"/forecast/?period=2026-Q4&since={FIRST}").content.decode()
    assert all(part in text for part in ("What was said on past days", "Deals that count otherwise", "100 → 80 CNY"))
    assert client.get("/forecast/?period=2026-Q4&since=yesterday").status_code == 200


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2026-11", [date(2026, 11, 1), date(2026, 11, 8), date(2026, 11, 9)]),
        ("2026-Q4", [date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 9)]),
        ("2026-09", [date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 15), date(2026, 9, 22), date(2026, 9, 29), date(2026, 9, 30)]),
        ("2027-Q1", [NOW - timedelta(days=1 + 7 * count) for count in (4, 3, 2, 1, 0)]),
    ],
)
def test_the_days_shown_fit_the_period(period, days):
    assert days_of(Period.parse(period), NOW) == days
