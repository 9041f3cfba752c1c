"""Win probability: what was known at a moment, what is learnt, what a reader is told."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import FieldRule, RoleAssignment
from kaituo.foundation.jobs.repeating import REPEATING
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.discussion import comment
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.pipeline import actions
from kaituo.sales.pipeline.chances import learning as learning_module
from kaituo.sales.pipeline.chances.facts import Past
from kaituo.sales.pipeline.chances.frame import Records, record_in
from kaituo.sales.pipeline.chances.learning import Closed, learn_chances
from kaituo.sales.pipeline.chances.reckoning import reckon, reckon_all, reckon_chances
from kaituo.sales.pipeline.chances.wording import SENTENCES, told
from kaituo.sales.pipeline.models import ChanceLearning, Opportunity, WinChance

BORN = date(2026, 3, 2)
NOW = timezone.make_aware(datetime(2026, 11, 10, 12))


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def noon(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def on(day):
    return clock.at(noon(day))


@pytest.fixture
def lived(make_deal, stages, alice, mei, bob):
    """A deal with a past: begun on 2 March, moved on the 12th, put off and enlarged on the 20th, handed over on the 25th, won on 1 April."""
    with on(BORN):
        deal = make_deal(expected_on=date(2026, 3, 31), next_step="Call", amount=Decimal(1000))
    with on(date(2026, 3, 12)):
        actions.advance(deal, by=alice, stage=stages["Need known"])
    with on(date(2026, 3, 20)):
        records.change(deal, {"expected_on": date(2026, 4, 30), "amount": Decimal(5000), "next_step": ""}, by=alice)
    with on(date(2026, 3, 25)):
        actions.reassign(deal, by=mei, to=bob)
    with on(date(2026, 4, 1)):
        actions.win(deal, by=bob)
    return Opportunity.objects.get(pk=deal.pk)


def facts(deal, day):
    return Past([deal]).at(deal, noon(day) + timedelta(hours=1))


def test_before_it_was_there_nothing_was_known(lived):
    assert facts(lived, date(2026, 3, 1)) is None


def test_fields_are_wound_back_to_the_moment(lived, stages, alice, bob):
    early, late = facts(lived, date(2026, 3, 10)), facts(lived, date(2026, 3, 28))
    assert (early.amount, early.has_next_step, early.owner, early.slips) == (1000, True, alice.pk, 0)
    assert (late.amount, late.has_next_step, late.owner, late.slips) == (5000, False, bob.pk, 1)
    assert (early.stage, early.stage_days) == (stages["First talk"].pk, 8)
    assert (late.stage, late.stage_days) == (stages["Need known"].pk, 16)


def test_the_winning_itself_is_not_known_before(lived, stages):
    assert facts(lived, date(2026, 3, 31)).stage == stages["Need known"].pk


def test_a_day_that_passed_is_overdue_until_it_was_put_off(lived):
    assert [facts(lived, day).is_overdue for day in (date(2026, 3, 19), date(2026, 3, 31))] == [False, False]
    assert facts(lived, date(2026, 5, 2)).is_overdue


def test_contacts_and_purchases_count_from_their_day_on(lived, make_deal, lantern, alice):
    with on(date(2026, 5, 1)):
        records.create(Contact(account=lantern, name="Wang"), by=alice)
        again = make_deal(name="Twenty more")
    assert [(each.contacts, each.bought_on) for each in (facts(lived, date(2026, 3, 30)),)] == [(0, None)]
    assert (facts(again, date(2026, 5, 2)).contacts, facts(again, date(2026, 5, 2)).bought_on) == (1, date(2026, 4, 1))


def test_whoever_was_in_touch_ends_the_silence(lived, lantern, alice):
    assert facts(lived, date(2026, 3, 18)).quiet_days == 6
    with on(date(2026, 3, 16)):
        comment(lantern, by=alice, text="Rang")
    found = facts(lived, date(2026, 3, 18))
    assert (found.quiet_days, found.touched_by) == (2, ("customers.Account", lantern.pk))


def test_looks_end_before_the_deal_was_closed(lived):
    looks = Closed().looks
    assert [look.day for look in looks] == [date(2026, 3, 3), date(2026, 3, 17), date(2026, 3, 31)]
    assert sum(look.weight for look in looks) == pytest.approx(1)


def test_a_person_of_two_deals_is_near_the_company():
    ended = [(1, date(2026, 1, day), True) for day in (1, 2)] + [(2, date(2026, 1, day), day % 2 == 0) for day in range(1, 21)]
    known = Records(ended).of(1, date(2026, 2, 1))
    assert known.company < known.rate < 0.7
    assert (Records(ended).of(1, date(2026, 1, 2)).won, Records(ended).of(1, date(2026, 1, 1)).closed) == (1, 0)


@given(
    st.lists(st.tuples(st.integers(1, 4), st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.booleans())), st.dates(date(2026, 1, 1), date(2026, 3, 2))
)
def test_what_the_night_keeps_says_the_same_as_all_closed_deals(ended, day):
    known = Records(ended)
    assert all(record_in(json.loads(json.dumps(known.kept(day))), owner) == known.of(owner, day) for owner in range(1, 6))


def mostly_by_step(number, is_stepped):
    """Of seven, six go as the next step lets expect."""
    return is_stepped if number % 7 else not is_stepped


@pytest.fixture
def school(monkeypatch, make_deal, too_dear, alice):
    """A small world: 70 closed deals, every second with a next step."""
    for name, value in {"NEEDED": 60, "NEEDED_OF_EACH": 20, "HELD_OUT_LEAST": 5}.items():
        monkeypatch.setattr(learning_module, name, value)

    def live(is_won):
        for number in range(70):
            day, is_stepped = BORN + timedelta(days=number), number % 2 == 0
            with on(day):
                deal = make_deal(name=f"Deal {number}", next_step="Call" if is_stepped else "")
            with on(day + timedelta(days=10)):
                if is_won(number, is_stepped):
                    actions.win(deal, by=alice)
                else:
                    actions.lose(deal, by=alice, reason=too_dear)

    return live


@pytest.fixture
def taught(make_deal, stages):
    """What such a world teaches, and two deals that are open."""
    weights = {
        "intercept": 0.0,
        "weights": {"next_step": 3.0, "amount": 0.2},
        "usual": {"next_step": 0.5, "amount": 0.0},
        "spread": {"next_step": 0.5, "amount": 1.0},
    }
    rates = {str(stage.pk): 0.5 for stage in stages.values()}
    frame = {"stage_rates": rates, "stage_days": {}, "amount": 500.0, "sources": [], "products": []}
    judged = {"auc": 0.8, "brier": 0.17, "stage_auc": 0.5, "stage_brier": 0.25, "plain_brier": 0.25, "judged_count": 20, "held_out_from": BORN}
    ChanceLearning.objects.create(
        basis="learnt", won_count=60, lost_count=60, weights=weights, frame=frame, calibration=[[0.2, 0.1, 10], [0.8, 0.9, 10]], **judged
    )
    with on(date(2026, 11, 1)):
        return {"planned": make_deal(name="Planned", next_step="Visit"), "idle": make_deal(name="Idle")}


def test_what_is_learnt_proves_itself_on_later_deals(school):
    school(mostly_by_step)
    learning = learn_chances()
    assert (learning.basis, learning.won_count + learning.lost_count) == ("learnt", 70)
    assert learning.auc > 0.7 > learning.stage_auc
    assert learning.brier < learning.stage_brier
    assert sum(group.count for group in learning.groups) == learning.judged_count


def test_every_night_open_deals_are_rated(taught):
    assert reckon_chances.module_path in REPEATING
    assert reckon_all() == 2
    planned, idle = (Opportunity.objects.get(pk=taught[name].pk) for name in ("planned", "idle"))
    assert planned.win_chance > Decimal("0.6") > Decimal("0.4") > idle.win_chance
    assert planned.version == taught["planned"].version


def test_the_night_learns_again_after_a_week(taught):
    reckon_all()
    reckon_all()
    assert ChanceLearning.objects.count() == 1
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        reckon_all()
    assert ChanceLearning.objects.count() == 2


def test_one_changed_deal_is_reckoned_without_reading_the_closed_ones(taught, django_assert_max_num_queries):
    reckon_all()
    with django_assert_max_num_queries(40) as few:
        reckon([taught["idle"].pk])
    assert not any("won_on" in each["sql"] and "DESC LIMIT" in each["sql"] for each in few.captured_queries)


def test_the_factor_that_makes_the_difference_is_told_first(taught, alice):
    reckon_all()
    first = told(WinChance.objects.get(opportunity=taught["planned"]), alice)[0][0]
    assert first.text == "A next step is planned"
    assert first.effect > 0.1


def test_a_deal_that_is_closed_has_no_probability(taught, alice):
    reckon_all()
    actions.win(taught["planned"], by=alice)
    reckon([taught["planned"].pk])
    assert Opportunity.objects.get(pk=taught["planned"].pk).win_chance is None
    assert not WinChance.objects.filter(opportunity=taught["planned"]).exists()


def test_a_next_step_planned_by_hand_is_reckoned_in_the_background(taught, alice):
    reckon_all()
    before = Opportunity.objects.get(pk=taught["idle"].pk).win_chance
    records.change(taught["idle"], {"next_step": "Call"}, by=alice)
    reckon([taught["idle"].pk])
    assert Opportunity.objects.get(pk=taught["idle"].pk).win_chance > before


def test_with_few_deals_the_stage_speaks(make_deal, stages):
    deal = make_deal()
    reckon_all()
    assert ChanceLearning.objects.get().basis == "too_few"
    chance = WinChance.objects.get(opportunity=deal)
    assert (chance.likelihood, chance.factors) == (stages["First talk"].probability, [])


def test_without_the_engine_the_stage_speaks(school, monkeypatch):
    school(mostly_by_step)
    monkeypatch.setattr(learning_module, "is_installed", lambda: False)
    reckon_all()
    assert ChanceLearning.objects.get().basis == "not_installed"
    assert ChanceLearning.objects.get().weights == {}


def test_what_is_no_better_than_the_stage_is_not_used(school):
    school(lambda number, is_stepped: is_stepped if number < 50 else not is_stepped)  # the world turns before the latest quarter
    assert learn_chances().basis == "not_better"


def test_too_few_later_deals_prove_nothing(school, monkeypatch):
    school(mostly_by_step)
    monkeypatch.setattr(learning_module, "HELD_OUT_LEAST", 1000)
    assert learn_chances().basis == "too_few"


def test_neither_forecast_nor_the_word_of_the_rep_is_touched(taught):
    before = Opportunity.objects.get(pk=taught["idle"].pk)
    reckon_all()
    after = Opportunity.objects.get(pk=before.pk)
    assert (after.probability, after.category, after.weighted_amount()) == (before.probability, before.category, before.weighted_amount())


@pytest.mark.parametrize("name", SENTENCES)
def test_every_factor_has_a_sentence(name):
    details = {"rate": 0.5, "days": 3, "usual": 4.0, "times": 2.0, "is_so": True, "count": 2, "won": 1, "closed": 2, "value": ""}
    assert SENTENCES[name](details)


def test_a_factor_that_rests_on_a_masked_field_is_not_told(taught, alice):
    reckon_all()
    chance = WinChance.objects.get(opportunity=taught["planned"])
    chance.factors = [["amount", 0.2, {"times": 2.0}], ["next_step", 0.1, {"is_so": True}]]
    role = RoleAssignment.objects.filter(user=alice).first().role
    FieldRule.objects.create(role=role, model="pipeline.Opportunity", field="amount", shows=Shows.HIDDEN)
    reader = type(alice).objects.get(pk=alice.pk)
    factors, hidden = told(chance, reader)
    assert ([each.text for each in factors], hidden) == (["A next step is planned"], 1)


def test_what_colleagues_sold_or_how_often_is_not_told_to_a_stranger(taught, charlie, bob, alice):
    reckon_all()
    chance = WinChance.objects.get(opportunity=taught["planned"])
    chance.factors = [["owner", 0.2, {"won": 1, "closed": 2}], ["bought", 0.1, {"is_so": True}], ["contacts", 0.1, {"count": 3}]]
    assert told(chance, charlie) == ([], 3)
    chance.factors.pop(1)
    assert told(chance, alice)[1] == 0


def test_a_last_contact_that_one_may_not_see_is_not_told(taught, charlie, alice):
    foreign = records.create(Account(name="Foreign", owner=charlie), by=charlie)
    chance = WinChance(opportunity=taught["planned"], factors=[["quiet", 0.1, {"days": 2, "by": ["customers.Account", foreign.pk]}]])
    assert (told(chance, alice)[1], told(chance, charlie)[1]) == (1, 0)


def test_the_page_of_a_deal_says_how_likely_and_why(client, taught, alice):
    reckon_all()
    client.force_login(alice)
    text = client.get(f"/opportunities/{taught['planned'].pk}/").content.decode()
    assert "Win probability" in text
    assert "A next step is planned" in text


def test_the_list_is_filtered_by_it(client, taught, alice):
    reckon_all()
    client.force_login(alice)
    text = client.get("/opportunities/?win_chance=high").content.decode()
    assert ("Planned" in text, ">Idle<" in text) == (True, False)
    assert client.get("/opportunities/?win_chance=rubbish").status_code == 200


def test_whoever_may_sees_how_it_is_reckoned_and_a_rep_may_not(client, taught, ada, alice):
    client.force_login(ada)
    reckon_all()
    text = client.get("/forecast/chances/").content.decode()
    assert all(part in text for part in ("Brier score", "Predicted and won in fact", "A next step is planned"))
    client.force_login(alice)
    assert client.get("/forecast/chances/").status_code == 403


def test_before_anything_was_learnt_the_page_says_so(client, ada):
    client.force_login(ada)
    assert "Nothing was learnt yet" in client.get("/forecast/chances/").content.decode()


def test_reading_a_batch_asks_the_same_for_two_deals_and_for_twenty(make_deal, django_assert_num_queries, django_assert_max_num_queries):
    deals = [make_deal(name=f"Deal {number}") for number in range(20)]
    Past(deals[:2])  # what is read once for good
    with django_assert_max_num_queries(40) as few:
        Past(deals[:2])
    with django_assert_num_queries(len(few)):
        Past(deals)
