"""Who reaches a project, its boards and its tasks: members by their level, nobody else; one's own tasks one's leader too."""

import pytest
from django.core.exceptions import PermissionDenied

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.sharing import share
from kaituo.foundation.search.finding import search
from kaituo.team.tasks import actions
from kaituo.team.tasks.models import Board, CardList, Project, Task
from kaituo.team.tasks.overview import shelves


@pytest.mark.parametrize("who", ["bob", "mei", "charlie", "olga", "fang", "ada"])
def test_a_private_project_is_nowhere_for_who_is_no_member(cast, write, browser, who):
    task, person = write("Secret lantern"), getattr(cast, who)
    for model in (Project, Board, CardList, Task):
        assert not visible(person, model.objects.all()).exists()
        assert not visible(person, model.objects.all(), "change").exists()
    page = browser(person)
    assert page.get(f"/tasks/{task.pk}/").status_code == 404
    assert "Secret" not in page.get("/tasks/?view=all").content.decode() + page.get("/tasks/boards/").content.decode()
    assert search(person, "lantern") == []


def test_a_member_looks_works_or_decides_by_her_level(write, join, project, bob, charlie, mei, alice):
    task = write()
    for person, level in ((bob, "view"), (charlie, "edit"), (mei, "manage")):
        join(person, level)
    asked = [(may(each, "view", task), may(each, "change", task), may(each, "change", project)) for each in (bob, charlie, mei, alice)]
    assert asked == [(True, False, False), (True, True, False), (True, True, True), (True, True, True)]


def test_who_only_looks_cannot_add_a_task(board, lists, join, bob):
    join(bob, "view")
    with pytest.raises(PermissionDenied):
        records.create(Task(title="Mole", board=board, card_list=lists["To do"], owner=bob), by=bob)


def test_a_team_project_is_seen_by_the_team_and_its_leader_only(project, cast):
    records.change(project, {"openness": "team", "team": cast.east}, by=cast.alice)
    assert [person.username for person in vars(cast).values() if hasattr(person, "username") and may(person, "view", project)] == [
        "alice",
        "bob",
        "mei",
    ]


def test_a_project_of_the_company_is_seen_by_whose_role_reaches_all(project, cast):
    records.change(project, {"openness": "company"}, by=cast.alice)
    assert may(cast.ada, "view", project) and may(cast.fang, "view", project)
    assert not may(cast.olga, "view", project)
    assert not may(cast.ada, "change", project)


def test_a_task_of_ones_own_is_seen_by_her_who_gave_it_and_her_leader(cast):
    task = records.create(Task(title="Call the fair", owner=cast.alice), by=cast.mei)
    assert [each for each in (cast.alice, cast.mei, cast.bob, cast.charlie) if may(each, "change", task)] == [cast.alice, cast.mei]


def test_whoever_is_to_do_it_sees_the_task_but_not_the_board(write, board, bob, alice):
    task = write()
    actions.give(task, by=alice, to=bob)
    assert may(bob, "change", task)
    assert not may(bob, "view", board)


def test_a_shared_task_is_seen_by_whom_it_is_shared_with(write, charlie, alice):
    task = write()
    share(task, by=alice, verb="view", person=charlie)
    assert may(charlie, "view", task)
    assert not may(charlie, "change", task)


def test_the_shelves_ask_as_many_queries_for_many_boards_as_for_few(alice, board, project, django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as few:
        shelves(alice)
    for number in range(8):
        records.create(Board(project=project, name=f"Board {number}"), by=alice)
    with django_assert_num_queries(len(few)):
        assert len(shelves(alice)[0].boards) == 9
