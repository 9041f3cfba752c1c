"""The verbs of a single task."""

from datetime import date

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.access import VIEW, demand
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..forms import GiveForm, ItemForm, PostponeForm
from ..models import CardList, ChecklistItem, Task, TaskLink
from .finishing import done_list_of, finish, take_up


@action(label=pgettext_lazy("verb", "Done"), says=events.TASK_DONE, allow="change", when="is_open", icon="check")
def complete(task: Task, *, by: User) -> None:
    """It goes to the list of its board where finished work lies, if there is one."""
    finish(task, by)
    task.card_list = done_list_of(task)
    task.save()


@action(label=gettext_lazy("Take up again"), says=events.TASK_REOPENED, allow="change", when="is_done", icon="arrow-back-up")
def reopen(task: Task, *, by: User) -> None:
    take_up(task)
    if task.card_list_id and task.card_list.is_for_done:
        task.card_list = CardList.objects.in_order().filter(board=task.board_id, is_for_done=False).first() or task.card_list
    task.save()


@action(label=gettext_lazy("Postpone"), says=events.TASK_POSTPONED, allow="change", form=PostponeForm, when="is_open", icon="clock")
def postpone(task: Task, *, by: User, to: date) -> None:
    if task.starts_on and to < task.starts_on:
        raise Refused(_("It cannot be due before it starts."), field="to")
    task.due_on, task.reminded_at = to, None
    task.save(update_fields=["due_on", "reminded_at"])


@action(label=gettext_lazy("Give to"), says=events.TASK_GIVEN, allow="change", form=GiveForm, when="is_open", icon="user-check")
def give(task: Task, *, by: User, to: User) -> None:
    task.owner = to
    task.save(update_fields=["owner"])


@action(label=gettext_lazy("Add to the checklist"), says=events.ITEM_ADDED, allow="change", form=ItemForm, when="is_active", icon="plus")
def add_item(task: Task, *, by: User, text: str) -> None:
    last = task.items.count()
    ChecklistItem(task=task, text=text, position=last, created_by=by).save()


@action(label=gettext_lazy("Tick"), says=events.ITEM_TICKED, allow="change", when="is_active", icon="checkbox")
def tick(item: ChecklistItem, *, by: User) -> None:
    """Once more takes the tick off."""
    item.is_ticked = not item.is_ticked
    item.save(update_fields=["is_ticked"])


@transaction.atomic
def begin(task: Task, *, by: User, about: Model | None = None) -> Task:
    """A new task, linked to what it is about where that is said."""
    records.create(task, by=by)
    if about is not None:
        link(task, about, by=by)
    return task


def link(task: Task, about: Model, *, by: User) -> None:
    """Raises Http404 where the person may not see the record."""
    demand(by, VIEW, about)
    if not task.links.filter(subject_type=about._meta.label, subject_id=about.pk).exists():
        records.create(TaskLink(task=task, subject_type=about._meta.label, subject_id=about.pk), by=by)
