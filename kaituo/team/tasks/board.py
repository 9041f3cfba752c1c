"""The columns of a board of tasks, the task typed under one of them, and what stands on a card."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import TagUse
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.parts import BoardColumn
from kaituo.foundation.ui.formats import day

from . import actions
from .choices import TaskState
from .models import CardList, ChecklistItem, Dependency, Task, TaskPerson

Badge = tuple[str, str, str]
SOON = timedelta(days=2)
NAMED = 2


def lists_of_board(user: User, board: str) -> list[BoardColumn]:
    """Dropping a card on a full list asks why it may be more."""
    lists = visible(user, CardList.objects.in_order().filter(board=board)) if is_id(board) else CardList.objects.none()
    return [_column(each) for each in lists.annotate(open_count=Count("tasks", filter=Q(tasks__state=TaskState.OPEN, tasks__archived_at=None)))]


def _column(card_list: CardList) -> BoardColumn:
    limit = card_list.task_limit
    is_full = limit is not None and card_list.open_count >= limit
    return BoardColumn(str(card_list.pk), card_list.name, asks=actions.pass_limit if is_full else None, limit=limit)


def begun(user: User, board: str, column: str, text: str) -> Task:
    """What is typed under a list; nobody's yet."""
    found = visible(user, CardList.objects.in_order()).filter(pk=column).select_related("board").first() if is_id(column) else None
    if found is None:
        raise PermissionDenied(_("There is no such list."))
    if found.is_full:
        said = {"list": found.name, "limit": found.task_limit}
        raise Refused(_("“%(list)s” should hold %(limit)s tasks at most. Add it to another list, or raise the limit.") % said)
    return Task(title=text, board=found.board, card_list=found)


def dress(rows: list[Task]) -> None:
    """Give every task its badges; a fixed number of queries however many there are."""
    ids = [row.pk for row in rows]
    items = {task: (done, count) for task, done, count in _items(ids)}
    waiting = set(
        Dependency.objects.filter(task__in=ids, blocked_by__state=TaskState.OPEN, blocked_by__archived_at=None).values_list("task", flat=True)
    )
    tags, people, today = _tags(ids), _people(ids), clock.today()
    for row in rows:
        row.badges = [*tags[row.pk], *_due(row, today), *_checklist(items.get(row.pk)), *_waits(row.pk in waiting), *people[row.pk]]


def _items(ids: list[int]) -> Iterable[tuple[int, int, int]]:
    ticked = Count("pk", filter=Q(is_ticked=True))
    return ChecklistItem.objects.filter(task__in=ids).order_by().values_list("task").annotate(ticked=ticked, count=Count("pk"))


def _tags(ids: list[int]) -> dict[int, list[Badge]]:
    found: dict[int, list[Badge]] = defaultdict(list)
    for use in TagUse.objects.filter(subject_type=Task._meta.label, subject_id__in=ids).select_related("tag").order_by("tag__name"):
        found[use.subject_id].append((use.tag.name, use.tag.tone, ""))
    return found


def _people(ids: list[int]) -> dict[int, list[Badge]]:
    found: dict[int, list[Badge]] = defaultdict(list)
    for each in TaskPerson.objects.filter(task__in=ids).select_related("person"):
        found[each.task_id].append((str(each.person), "neutral", "user"))
    return found


def _due(row: Task, today: date) -> list[Badge]:
    if row.due_on is None:
        return []
    text = f"{day(row.due_on, 'short')} {row.at:%H:%M}" if row.at else day(row.due_on, "short")
    return [(text, due_tone(row, today), "clock")]


def due_tone(row: Task, today: date) -> str:
    if not row.is_open:
        return "good" if row.is_done else "neutral"
    if row.due_on < today:
        return "bad"
    return "warn" if row.due_on <= today + SOON else "neutral"


def _checklist(counts: tuple[int, int] | None) -> list[Badge]:
    return [(f"{counts[0]}/{counts[1]}", "good" if counts[0] == counts[1] else "neutral", "checkbox")] if counts else []


def _waits(is_waiting: bool) -> list[Badge]:
    return [(_("Waits"), "warn", "lock")] if is_waiting else []
