"""Boards begun like others."""

from datetime import date, timedelta

from kaituo.foundation.records import actions as records
from kaituo.team.tasks import actions
from kaituo.team.tasks.models import Board, Dependency, Task

MONDAY = date(2026, 11, 30)


def fill(write, alice):
    first = write("Hall", due_on=date(2026, 3, 2))
    second = write("Stand", due_on=date(2026, 3, 7))
    write("No day")
    actions.add_item(first, by=alice, text="Ask for prices")
    records.create(Dependency(task=second, blocked_by=first), by=alice)


def test_a_board_begun_like_another_has_its_tasks_on_days_as_far_apart(write, board, project, alice):
    fill(write, alice)
    actions.copy_board(board, by=alice, name="Spring fair", project=project, starts_on=MONDAY)
    copy = Board.objects.get(name="Spring fair")
    found = {task.title: task for task in copy.tasks.all()}
    assert [found[name].due_on for name in ("Hall", "Stand", "No day")] == [MONDAY, MONDAY + timedelta(days=7), None]
    assert [each.name for each in copy.card_lists.all()] == ["To do", "Doing", "Done"]
    assert found["Hall"].items.get().text == "Ask for prices"
    assert found["Stand"].waits_for() == [found["Hall"]]


def test_a_template_keeps_the_days_and_is_no_work(write, board, project, alice):
    fill(write, alice)
    actions.keep_as_template(board, by=alice, name="Any fair")
    template = Board.objects.get(name="Any fair")
    patterns = Task.objects.filter(board=template)
    assert list(patterns.order_by("position").values_list("due_after_days", "due_on")) == [(0, None), (5, None), (None, None)]
    assert Task.objects.open().count() == 3
    actions.copy_board(template, by=alice, name="Winter fair", project=project, starts_on=MONDAY)
    found = Task.objects.filter(board__name="Winter fair").order_by("position")
    assert list(found.values_list("due_on", flat=True)) == [MONDAY, date(2026, 12, 7), None]
