"""Who hears of a task: whoever is given it, whoever waited for it; and what a hand-over passes on."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.actions import tell, tell_many
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.facts import COMMENTED, RECORD_CREATED
from kaituo.foundation.records.models import Event

from .events import TASK_DONE, TASK_MOVED
from .models import Dependency, Project, Task, TaskPerson

belonging("tasks.Task", lambda person: Task.objects.open().filter(owner=person))
belonging("tasks.Project", lambda person: Project.objects.active().filter(owner=person))

GIVEN = kind("tasks.given", _("Tasks given to you"), _("%(actor)s gave you a task: %(subject)s"), "checklist")
UNBLOCKED = kind("tasks.unblocked", _("Tasks that need wait no longer"), _("%(subject)s can go on: what it waited for is done"), "lock-open")
SAID = kind("tasks.said", _("Comments on your tasks"), _("%(actor)s commented on the task %(subject)s"), "message")


@during(RECORD_CREATED, subject="tasks.Task")
def tell_who_is_to_do_it(events: list[Event]) -> None:
    """Whoever is given it later hears of it as of any record."""
    rows = Task.objects.select_related("owner").in_bulk([event.subject_id for event in events])
    for event in events:
        row = rows.get(event.subject_id)
        if row is not None and row.owner and row.is_open:
            tell([row.owner], GIVEN, row, by=event.actor)


@during(RECORD_CREATED, subject="tasks.TaskPerson")
def tell_who_works_on_it(events: list[Event]) -> None:
    actors = {event.subject_id: event.actor for event in events}
    for each in TaskPerson.objects.filter(pk__in=actors).select_related("task", "person"):
        tell([each.person], GIVEN, each.task, by=actors[each.pk])


@during(TASK_DONE, TASK_MOVED, subject="tasks.Task")
def tell_who_waited(events: list[Event]) -> None:
    """Whoever's task has nothing left to wait for."""
    done = [event for event in events if event.changes.get("state", ["", ""])[1] == "done"]
    actors = {event.subject_id: event.actor for event in done}
    waiting = Dependency.objects.filter(blocked_by__in=actors, task__state="open").select_related("task__owner")
    for each in waiting:
        if each.task.owner and not each.task.waits_for():
            tell([each.task.owner], UNBLOCKED, each.task, by=actors[each.blocked_by_id])


@during(COMMENTED, subject="tasks.Task")
def tell_what_was_said(events: list[Event]) -> None:
    rows = Task.objects.select_related("owner").prefetch_related("people__person").in_bulk([event.subject_id for event in events])
    for event in events:
        row = rows[event.subject_id]
        people = {each.pk: each for each in [row.owner, *(other.person for other in row.people.all())] if each and each.pk != event.actor_id}
        tell_many([(person, SAID, row, {}) for person in people.values()], by=event.actor)
