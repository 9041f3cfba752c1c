"""The list, page, plan grid and entries of targets."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.screens.timeline import history
from kaituo.performance.goals.actions.sharing import cascade
from kaituo.performance.goals.actions.targets import set_target
from kaituo.performance.goals.models import Target
from kaituo.performance.testing import SALES, sell


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def targets(cast, today):
    team = set_target(by=cast.mei, measure=SALES, kind="month", starts_on=today, goal_amount=Decimal("1000"), team=cast.east)
    sell(cast.alice, today, "250", record=1)
    return [team, *cascade(team, by=cast.mei, method="equal")]


def read(client, user, name, *args, query="") -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_attainment(client, cast, targets):
    text = read(client, cast.mei, "goals-target-list", query="?view=all")
    assert "25%" in text
    assert "50%" in text


def test_the_list_asks_as_many_queries_for_more_targets(client, cast, targets, django_assert_max_num_queries):
    client.force_login(cast.mei)
    client.get(reverse("goals-target-list"))
    with django_assert_max_num_queries(30):
        client.get(reverse("goals-target-list"))


def test_the_page_shows_the_gap_and_who_answers_for_it(client, cast, targets):
    child = targets[1]
    Target.objects.filter(pk=child.pk).update(goal_amount=Decimal("400"))
    text = read(client, cast.mei, "goals-target-page", targets[0].pk)
    assert "missing" in text
    assert "100.00" in text


def test_the_entries_open_their_records_for_whoever_may_see_them(client, cast, targets):
    from_hers = read(client, cast.alice, "goals-entries", targets[1].pk)
    assert "250.00" in from_hers


def test_a_stranger_finds_neither_target_nor_entries(client, cast, targets):
    client.force_login(cast.charlie)
    pages = ["goals-target-page", "goals-entries"]
    assert [client.get(reverse(name, args=[targets[0].pk])).status_code for name in pages] == [404, 404]


def test_a_manager_plans_her_tree_and_a_rep_only_herself(client, cast, targets):
    hers, reps = read(client, cast.mei, "goals-plan", query=f"?measure={SALES}"), read(client, cast.alice, "goals-plan", query=f"?measure={SALES}")
    assert ("Bob" in hers, "Charlie" in hers, "Bob" in reps, "Alice" in reps) == (True, False, False, True)


def cell(person, day) -> str:
    return f"{reverse('goals-cell')}?measure={SALES}&who=person&id={person.pk}&period={day:%Y-%m}"


def test_a_cell_re_plans_its_target(client, cast, targets, today):
    client.force_login(cast.mei)
    response = client.post(cell(cast.alice, today), {"goal_amount": "600"})
    target = Target.objects.get(person=cast.alice)
    assert (response.status_code, target.goal_amount, target.revisions.count()) == (200, Decimal(600), 1)


def test_an_empty_cell_takes_a_new_target(client, cast, today):
    client.force_login(cast.mei)
    client.post(cell(cast.alice, today), {"goal_amount": "600"})
    assert Target.objects.get().owner == cast.alice


def test_a_cell_outside_the_tree_is_not_found(client, cast, today):
    client.force_login(cast.mei)
    assert client.post(cell(cast.charlie, today), {"goal_amount": "600"}).status_code == 404


def test_a_cell_refuses_what_is_no_amount(client, cast, today):
    client.force_login(cast.mei)
    assert client.post(cell(cast.alice, today), {"goal_amount": "many"}).status_code == 422


def test_the_list_opens_with_what_has_begun(client, cast, targets):
    client.force_login(cast.mei)
    assert client.get(reverse("goals-target-list")).url == f"/targets/?starts_on=..{timezone.localdate()}"


def test_the_life_of_a_target_names_no_keys(cast, targets):
    [born] = history(targets[1], cast.mei, 30).entries
    assert (born.event.name, born.changes) == ("goals.target_set", [])
