"""A board in use: order, limits, what is typed under a list, and that its page asks the same whatever lies on it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.remarks import tag
from kaituo.team.tasks import actions
from kaituo.team.tasks.models import ChecklistItem, Task


def titles(card_list):
    return list(Task.objects.filter(card_list=card_list).order_by("position", "pk").values_list("title", flat=True))


def drop(client, task, column, after=""):
    return client.post("/tasks/board/drop/", {"key": task.pk, "column": column.pk, "after": after})


def test_a_card_is_put_under_the_one_it_was_dropped_on(browser, alice, write, lists):
    first, second, third = write("One"), write("Two"), write("Three")
    client = browser(alice, **{"HX-Request": "true"})
    assert drop(client, third, lists["To do"], first.pk).status_code == 204
    assert titles(lists["To do"]) == ["One", "Three", "Two"]
    drop(client, second, lists["To do"])
    assert titles(lists["To do"]) == ["Two", "One", "Three"]


def test_order_holds_where_no_number_is_left_between_two(write, lists, alice):
    first, second = write("One"), write("Two")
    Task.objects.filter(pk=second.pk).update(position=first.position + 1)
    third = write("Three")
    actions.move(third, by=alice, card_list=lists["To do"], after=first.pk)
    assert titles(lists["To do"]) == ["One", "Three", "Two"]


def test_a_full_list_asks_why_and_keeps_the_answer(browser, alice, write, lists):
    records.change(lists["Doing"], {"task_limit": 1}, by=alice)
    write("One", card_list=lists["Doing"])
    task = write("Two")
    answer = drop(browser(alice, **{"HX-Request": "true"}), task, lists["Doing"])
    assert answer.status_code == 422
    assert json.loads(answer.headers["HX-Trigger"])["ask"] == f"/tasks/{task.pk}/do/pass_limit/?card_list={lists['Doing'].pk}"
    with pytest.raises(Refused):
        actions.move(task, by=alice, card_list=lists["Doing"])
    actions.pass_limit(task, by=alice, card_list=lists["Doing"], reason="The fair is tomorrow")
    assert titles(lists["Doing"]) == ["Two", "One"]
    assert "The fair is tomorrow" in Event.objects.get(name="tasks.limit_passed").sentence


def test_the_limit_stands_beside_the_number(browser, alice, write, lists):
    records.change(lists["To do"], {"task_limit": 1}, by=alice)
    write("One")
    page = browser(alice).get("/tasks/board/").content.decode()
    assert "1 of 1" in page


def test_a_task_is_typed_under_a_list(browser, alice, board, lists):
    client = browser(alice, **{"HX-Request": "true"})
    answer = client.post("/tasks/board/add/", {"text": "Book the hall", "column": lists["Doing"].pk, "board": board.pk})
    assert answer.status_code == 204
    assert titles(lists["Doing"]) == ["Book the hall"]
    assert client.post("/tasks/board/add/", {"text": "", "column": lists["Doing"].pk}).status_code == 422


@pytest.mark.parametrize("column", ["", "x", "99999999999999999999999"])
def test_a_list_that_is_not_there_takes_nothing(browser, alice, lists, column):
    client = browser(alice, **{"HX-Request": "true"})
    assert client.post("/tasks/board/add/", {"text": "Mole", "column": column}).status_code == 422


def test_a_stranger_types_nothing_under_a_list(browser, charlie, lists):
    client = browser(charlie, **{"HX-Request": "true"})
    assert client.post("/tasks/board/add/", {"text": "Mole", "column": lists["Doing"].pk}).status_code == 422
    assert not Task.objects.exists()


def test_the_board_asks_as_many_queries_for_many_cards_as_for_few(browser, alice, write):
    client, counts = browser(alice), []
    for more in (2, 12):
        for number in range(more):
            task = write(f"Task {number}")
            tag(task, by=alice, name=f"Label {number}")
            records.create(ChecklistItem(task=task, text="Ask"), by=alice)
        client.get("/tasks/board/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/tasks/board/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_board_is_drawn_anew_after_a_move(browser, alice, write):
    write("One")
    page = browser(alice, **{"HX-Request": "true"}).get("/tasks/board/")
    assert page.status_code == 200
    assert "One" in page.content.decode() and "<html" not in page.content.decode()
