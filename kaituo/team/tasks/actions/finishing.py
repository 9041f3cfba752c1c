"""What finishing a task means, whichever verb does it: nothing it waits for is open, and what repeats comes again."""

from django.utils.translation import gettext as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.recurrence import Rhythm, following
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused

from .. import events
from ..choices import TaskState
from ..models import CardList, ChecklistItem, Task, TaskLink, TaskPerson

COPIED = ("title", "board_id", "owner_id", "at", "repeats", "notes")


def finish(task: Task, by: User) -> None:
    """Sets the fields; the caller saves. Raises Refused while something it waits for is open."""
    if waiting := task.waits_for():
        names = "、".join(f"“{each}”" for each in waiting[:3])
        raise Refused(_("It waits for %(names)s: finish that first, or take off the dependency.") % {"names": names})
    before = Task.objects.filter(pk=task.pk).values_list("card_list", flat=True).first()
    task.state, task.done_on = TaskState.DONE, clock.today()
    if task.repeats and task.due_on:
        _come_again(task, before)


def take_up(task: Task) -> None:
    task.state, task.done_on = TaskState.OPEN, None


def done_list_of(task: Task) -> CardList | None:
    if task.board_id is None or task.card_list.is_for_done:
        return task.card_list
    return CardList.objects.in_order().filter(board=task.board_id, is_for_done=True).first() or task.card_list


def _come_again(task: Task, card_list: int | None) -> None:
    """The next one, in the list from which this one was finished, with its checklist to be ticked anew. Days that passed meanwhile are left out."""
    system, rhythm, calendar = User.objects.system(), Rhythm(task.repeats), work_calendar()
    anchor, due = task.anchor_day or task.due_on.day, task.due_on
    while due <= max(task.due_on, clock.today()):
        due = following(due, rhythm, calendar, anchor=anchor)
    values = {name: getattr(task, name) for name in COPIED}
    row = records.create(Task(**values, card_list_id=card_list, due_on=due, anchor_day=anchor), by=system, says=events.TASK_RETURNED)
    Task.objects.filter(pk=row.pk).update(created_by=task.created_by_id)
    for item in task.items.all():
        records.create(ChecklistItem(task=row, text=item.text, position=item.position), by=system)
    for each in task.people.all():
        records.create(TaskPerson(task=row, person=each.person), by=system)
    for each in task.links.all():
        records.create(TaskLink(task=row, subject_type=each.subject_type, subject_id=each.subject_id), by=system)
    task.repeats = ""
