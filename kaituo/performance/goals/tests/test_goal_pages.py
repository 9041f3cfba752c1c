"""The pages of goals: one's own, the round of a team, the proposal with what is known of its reach."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.choices import LEVEL, MONEY
from kaituo.foundation.metrics.measure import MEASURES, measure
from kaituo.foundation.records import clock
from kaituo.performance.goals.actions.agreeing import agree, counter, propose
from kaituo.performance.goals.actions.sharing import cascade
from kaituo.performance.goals.actions.splitting import split
from kaituo.performance.goals.actions.targets import set_target
from kaituo.performance.goals.models import GoalStep, Target
from kaituo.performance.goals.reachability import reach_of
from kaituo.performance.testing import SALES, sell


@pytest.fixture
def quarter() -> Period:
    return Period.containing(clock.today(), PeriodKind.QUARTER)


@pytest.fixture
def target(cast, quarter) -> Target:
    return propose(
        by=cast.mei,
        measure=SALES,
        kind="quarter",
        starts_on=quarter.start,
        goal_amount=Decimal(900),
        person=cast.alice,
        steps=[("Call", clock.today())],
    )


def read(client, user, name, *args, **query) -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def sent(**more) -> dict:
    forms = {"step-TOTAL_FORMS": "1", "step-INITIAL_FORMS": "0"}
    return {"measure": SALES, "kind": "quarter", "starts_on": clock.today().isoformat(), "goal_amount": "500"} | forms | more


def test_the_rep_finds_what_waits_for_her_and_her_steps(client, cast, target):
    text = read(client, cast.alice, "goals-mine")
    assert "Waits for your answer" in text
    assert "Call" in text


def test_only_the_side_that_is_asked_is_offered_an_answer(client, cast, target):
    for user, is_offered in ((cast.alice, True), (cast.mei, False)):
        assert ("/do/agree/" in read(client, user, "goals-target-page", target.pk)) is is_offered


def test_the_page_shows_every_turn_and_both_signatures(client, cast, target):
    counter(target, by=cast.alice, goal_amount=Decimal(800), reason="Less time")
    agree(target, by=cast.mei)
    text = read(client, cast.alice, "goals-target-page", target.pk)
    assert all(part in text for part in ("900.00", "800.00", "Less time", "signed by both"))


def test_the_round_shows_everybody_with_state_and_gaps(client, cast, target, quarter):
    text = read(client, cast.mei, "goals-round", measure=SALES, period=quarter.label)
    assert "waits for Alice" in text
    assert f"person={cast.bob.pk}" in text
    assert "Charlie" not in text


def test_the_round_asks_as_many_queries_for_more_people(client, cast, target, quarter, django_assert_max_num_queries):
    propose(by=cast.mei, measure=SALES, kind="quarter", starts_on=quarter.start, goal_amount=Decimal(900), person=cast.bob)
    read(client, cast.mei, "goals-round", measure=SALES, period=quarter.label)
    with django_assert_max_num_queries(26):
        read(client, cast.mei, "goals-round", measure=SALES, period=quarter.label)


def test_a_rep_has_no_round(client, cast, target, least):
    client.force_login(cast.alice)
    assert client.get(reverse("goals-round")).status_code == 403


@pytest.mark.parametrize("query", [{"kind": "never"}, {"period": "2026-99"}, {"period": "x"}, {"measure": "no.such"}])
def test_a_round_of_nonsense_is_the_usual_round(client, cast, query):
    assert read(client, cast.mei, "goals-round", **query)


def test_a_proposal_by_the_form_comes_with_its_steps(client, cast):
    client.force_login(cast.alice)
    data = sent(person=cast.alice.pk, **{"step-0-what": "Visit", "step-0-due_on": clock.today().isoformat()})
    response = client.post(reverse("goals-propose"), data)
    made = Target.objects.get()
    assert (response.status_code, response.url, made.waits_for, GoalStep.objects.get().what) == (302, f"/targets/{made.pk}/", "leader", "Visit")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"goal_amount": "0"}, "zero"),
        ({"goal_amount": "many"}, "number"),
        ({"measure": "no.such"}, "valid choice"),
        ({"base_amount": "600"}, "must rise"),
        ({"step-0-what": "Visit"}, "By when?"),
        ({"starts_on": "2026-13-45"}, "date"),
        ({"starts_on": "9999-12-31"}, "between"),
    ],
)
def test_a_wrong_proposal_says_what_to_mend(client, cast, wrong, said):
    client.force_login(cast.alice)
    response = client.post(reverse("goals-propose"), sent(person=cast.alice.pk) | wrong)
    assert (response.status_code, Target.objects.count()) == (422, 0)
    assert said in response.content.decode()


def test_nobody_proposes_for_a_stranger_by_the_form(client, cast):
    client.force_login(cast.mei)
    response = client.post(reverse("goals-propose"), sent(person=cast.charlie.pk))
    assert (response.status_code, Target.objects.count()) == (422, 0)


def test_what_is_known_stands_beside_the_form_while_it_is_filled(client, cast, quarter):
    sell(cast.alice, quarter.year_before().start, "450")
    text = read(client, cast.alice, "goals-reach", **sent(person=cast.alice.pk, starts_on=quarter.start.isoformat()))
    assert "450.00" in text
    assert "90%" in text


def test_an_unfinished_form_has_no_reach_yet(client, cast):
    assert "Name the measure" in read(client, cast.alice, "goals-reach", measure=SALES)


def test_the_reach_of_a_strangers_goal_is_not_told(client, cast, quarter):
    sell(cast.charlie, quarter.year_before().start, "450")
    assert "450.00" not in read(client, cast.alice, "goals-reach", **sent(person=cast.charlie.pk, starts_on=quarter.start.isoformat()))


def test_without_history_nothing_is_known_and_it_is_not_zero(target):
    assert [support.amount for support in reach_of(target).supports if support.key != "pipeline"] == [None, None]


@pytest.fixture
def deals() -> str:
    name = "pipeline.weighted_amount"
    if name not in MEASURES:
        measure(name, "Weighted", kind=LEVEL, unit=MONEY, on="x")
    return name


def test_reach_is_last_year_open_deals_and_the_own_pace(cast, target, quarter, deals):
    sell(cast.alice, quarter.year_before().start, "450")
    sell(cast.alice, quarter.start, "100")
    sell(cast.alice, quarter.last_day, "300", measure=deals)
    found = {support.key: support.amount for support in reach_of(target).supports}
    assert (found["last_year"], found["pipeline"]) == (450, 400)
    assert found["capacity"] > 0


@pytest.mark.parametrize("of", ["actual", "last_year", "pipeline", "capacity"])
def test_each_support_opens_its_entries(client, cast, target, quarter, of):
    sell(cast.alice, quarter.year_before().start, "450")
    assert ("450.00" in read(client, cast.alice, "goals-entries", target.pk, of=of)) is (of in ("last_year", "capacity"))


def test_an_unknown_support_is_not_found(client, cast, target):
    client.force_login(cast.alice)
    assert client.get(reverse("goals-entries", args=[target.pk]), {"of": "luck"}).status_code == 404


def test_pieces_and_cascade_stand_on_the_page(client, cast, quarter):
    whole = set_target(by=cast.mei, measure=SALES, kind="quarter", starts_on=quarter.start, goal_amount=Decimal(900), team=cast.east)
    split(whole, by=cast.mei, into="month", method="equal")
    cascade(whole, by=cast.mei, method="equal")
    text = read(client, cast.mei, "goals-target-page", whole.pk)
    assert "adds up to the whole" in text
    assert "Fully shared out" in text


def test_a_rep_finishes_her_step_by_its_button(client, cast, target, least):
    client.force_login(cast.alice)
    step = GoalStep.objects.get()
    response = client.post(reverse("goals-goalstep-verb", args=[step.pk, "finish_step"]), {"outcome": "Done"})
    step.refresh_from_db()
    assert (response.status_code < 400, step.done_on, step.outcome) == (True, clock.today(), "Done")


def test_a_mate_neither_sees_nor_finishes_it(client, cast, target):
    client.force_login(cast.bob)
    assert client.post(reverse("goals-goalstep-verb", args=[GoalStep.objects.get().pk, "finish_step"]), {}).status_code == 404


def test_last_years_day_is_the_same_period(quarter):
    assert Period.month(2026, 2).year_before() == Period.month(2025, 2)
    assert Period.week(2026, 10).year_before().start == date(2025, 3, 3)


def test_a_cell_of_the_plan_does_not_move_what_both_signed(client, cast, target, quarter):
    agree(target, by=cast.alice)
    client.force_login(cast.mei)
    cell = f"{reverse('goals-cell')}?measure={SALES}&who=person&id={cast.alice.pk}&period={quarter.label}"
    response = client.post(cell, {"goal_amount": "1"})
    target.refresh_from_db()
    assert (response.status_code, target.goal_amount) == (422, 900)
    assert "Both sides signed" in response.content.decode()


def test_the_own_page_asks_as_many_queries_for_more_goals(client, cast, target, django_assert_max_num_queries):
    read(client, cast.alice, "goals-mine")
    for month in (1, 2, 3):
        set_target(
            by=cast.mei, measure=SALES, kind="month", starts_on=date(clock.today().year + 1, month, 1), goal_amount=Decimal(9), person=cast.alice
        )
    with django_assert_max_num_queries(22):
        read(client, cast.alice, "goals-mine")
