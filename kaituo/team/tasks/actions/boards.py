"""Boards begun from templates or from other boards, and templates made of boards."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.verbs import action

from .. import events
from ..forms import CopyBoardForm, TemplateForm
from ..models import Board, CardList, ChecklistItem, Dependency, Project, Task

TASK_FIELDS = ("title", "owner_id", "at", "notes", "position")


@action(label=gettext_lazy("Begin a board like this"), says=events.BOARD_COPIED, allow="view", form=CopyBoardForm, when="is_copyable", icon="copy")
def copy_board(board: Board, *, by: User, name: str, project: Project, starts_on: date) -> Board:
    """Lists, tasks and checklists; due days as far after the beginning as they were, on working days."""
    calendar = work_calendar()
    offsets = offsets_of(board)
    due = {pk: calendar.on_or_after(starts_on + timedelta(days=days)) for pk, days in offsets.items()}
    return _copied(board, Board(project=project, name=name, notes=board.notes), by, due, {})


@action(
    label=gettext_lazy("Keep as template"), says=events.BOARD_KEPT_AS_TEMPLATE, allow="change", form=TemplateForm, when="is_working", icon="template"
)
def keep_as_template(board: Board, *, by: User, name: str) -> Board:
    return _copied(board, Board(project=board.project, name=name, notes=board.notes, is_template=True), by, {}, offsets_of(board))


def offsets_of(board: Board) -> dict[int, int]:
    """{task: days after the beginning}: as a template says it; of a board counted from the first day on it."""
    rows = board.tasks.filter(archived_at=None)
    if board.is_template:
        return dict(rows.exclude(due_after_days=None).values_list("pk", "due_after_days"))
    days = {pk: due for pk, due in rows.exclude(due_on=None).values_list("pk", "due_on")}
    starts = [*rows.exclude(starts_on=None).values_list("starts_on", flat=True), *days.values()]
    return {pk: (due - min(starts)).days for pk, due in days.items()}


def _copied(board: Board, copy: Board, by: User, due: dict[int, date], offsets: dict[int, int]) -> Board:
    records.create(copy, by=by)
    lists = {}
    for each in board.card_lists.in_order():
        new = CardList(board=copy, name=each.name, position=each.position, task_limit=each.task_limit, is_for_done=each.is_for_done)
        lists[each.pk] = records.create(new, by=by)
    tasks = {}
    for task in board.tasks.filter(archived_at=None, card_list__in=lists).order_by("position", "pk"):
        values = {name: getattr(task, name) for name in TASK_FIELDS}
        row = Task(**values, board=copy, card_list=lists[task.card_list_id], due_on=due.get(task.pk), due_after_days=offsets.get(task.pk))
        row.at = row.at if row.due_on else None
        tasks[task.pk] = row
    _write(copy, tasks, by)
    return copy


def _write(copy: Board, tasks: dict[int, Task], by: User) -> None:
    records.create_many(list(tasks.values()), by=by)
    items = ChecklistItem.objects.filter(task__in=tasks)
    records.create_many([ChecklistItem(task=tasks[each.task_id], text=each.text, position=each.position) for each in items], by=by)
    waits = Dependency.objects.filter(task__in=tasks, blocked_by__in=tasks)
    records.create_many([Dependency(task=tasks[each.task_id], blocked_by=tasks[each.blocked_by_id]) for each in waits], by=by)
