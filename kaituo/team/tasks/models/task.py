"""A task with its checklist, the people on it, what it waits for and what it is about."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import Repeats, TaskState
from ..queries import TaskQuerySet

STEP = 1024
"""Between the positions of neighbours, so that a task is put between two without moving others."""


class Task(Record):
    """Without a project it is somebody's own. `position` orders it within its list, the smallest first. A pattern lies on a template."""

    title = models.CharField(_("What is to be done"), max_length=300)
    project = models.ForeignKey(
        "tasks.Project", models.PROTECT, null=True, blank=True, editable=False, related_name="tasks", verbose_name=_("Project")
    )
    board = models.ForeignKey("tasks.Board", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("Board"))
    card_list = models.ForeignKey("tasks.CardList", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("List"))
    position = models.BigIntegerField(default=0, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("Who does it"))
    starts_on = models.DateField(_("Starts"), null=True, blank=True)
    due_on = models.DateField(pgettext_lazy("task", "Due"), null=True, blank=True)
    at = models.TimeField(_("At"), null=True, blank=True)
    repeats = models.CharField(_("Repeats"), max_length=12, choices=Repeats, blank=True, default="")
    anchor_day = models.PositiveSmallIntegerField(default=0, editable=False)
    notes = models.TextField(_("Notes"), blank=True)
    state = models.CharField(_("State"), max_length=4, choices=TaskState, default=TaskState.OPEN, editable=False)
    done_on = models.DateField(pgettext_lazy("task", "Done"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_pattern = models.BooleanField(default=False, editable=False)
    due_after_days = models.SmallIntegerField(_("Due so many days after the board begins"), null=True, blank=True)
    origin = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    objects = TaskQuerySet.as_manager()
    access = Access(owner="owner", is_limited=True)

    class Meta:
        verbose_name = _("Task")
        verbose_name_plural = _("Tasks")
        indexes = [
            models.Index(fields=["owner", "state", "due_on"]),
            models.Index(fields=["card_list", "position", "id"]),
            models.Index(fields=["board", "card_list"]),
            models.Index(fields=["due_on", "id"], condition=Q(state="open"), name="open_tasks_by_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        self.fill()
        if self.board_id and self.card_list_id is None:
            raise ValidationError({"board": _("This board has no list yet.")})
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            raise ValidationError({"due_on": _("It cannot be due before it starts.")})
        if self.at and not self.due_on:
            raise ValidationError({"due_on": _("An hour needs its day.")})
        if self.repeats and not self.due_on:
            raise ValidationError({"due_on": _("What repeats needs the day on which it is due first.")})

    def prepare(self) -> None:
        self.fill()
        if self._state.adding and self.position == 0:
            self.position = (Task.objects.filter(card_list=self.card_list_id).aggregate(last=models.Max("position"))["last"] or 0) + STEP

    def fill(self) -> None:
        """The board says in which project it is; a list of another board gives way to the first of this one."""
        if self.board_id:
            if self.card_list_id is None or self.card_list.board_id != self.board_id:
                self.card_list = self.board.card_lists.in_order().first()
            self.project_id, self.is_pattern = self.board.project_id, self.board.is_template
        else:
            self.project, self.card_list, self.is_pattern = None, None, False

    @property
    def is_open(self) -> bool:
        return self.is_active and self.state == TaskState.OPEN and not self.is_pattern

    @property
    def is_done(self) -> bool:
        return self.is_active and self.state == TaskState.DONE

    @property
    def may_move(self) -> bool:
        return self.is_active and self.board_id is not None

    @property
    def meets_a_limit(self) -> bool:
        """Whether a list of its board is full."""
        return self.may_move and any(each.is_full for each in self.board.card_lists.active().exclude(task_limit=None))

    def is_overdue(self, on: date | None = None) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < (on or clock.today())

    is_overdue.label = _("Overdue")

    def progress(self) -> str:
        """ "3/5" of the checklist; empty where there is none."""
        count = getattr(self, "item_count", None)
        if count is None:
            ticks = list(self.items.values_list("is_ticked", flat=True))
            return f"{sum(ticks)}/{len(ticks)}" if ticks else ""
        return f"{self.ticked_count}/{count}" if count else ""

    progress.label = _("Checklist")

    def waits_for(self) -> list["Task"]:
        """The open tasks that must be finished first."""
        return list(Task.objects.open().filter(blocks__task=self).order_by("pk"))


class TaskPerson(Record):
    """Somebody who works on it beside the one who answers for it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="people", verbose_name=_("Task"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Person"))

    access = Access(via="task")

    class Meta:
        verbose_name = _("Person on a task")
        verbose_name_plural = _("People on a task")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["task", "person"], name="a_person_once_per_task")]

    def __str__(self) -> str:
        return str(self.person)


class ChecklistItem(Record):
    task = models.ForeignKey(Task, models.CASCADE, related_name="items", verbose_name=_("Task"))
    text = models.CharField(_("Item"), max_length=300)
    is_ticked = models.BooleanField(pgettext_lazy("checklist", "Ticked"), default=False, editable=False)
    position = models.PositiveIntegerField(_("Position"), default=0, editable=False)
    origin = models.CharField(max_length=200, blank=True, editable=False)

    access = Access(via="task")

    class Meta:
        verbose_name = _("Checklist item")
        verbose_name_plural = _("Checklist items")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Dependency(Record):
    """The task waits until the other one is finished."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="blockers", verbose_name=_("Task"))
    blocked_by = models.ForeignKey(Task, models.CASCADE, related_name="blocks", verbose_name=_("Waits for"))

    access = Access(via="task")

    class Meta:
        verbose_name = _("Dependency")
        verbose_name_plural = _("Dependencies")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["task", "blocked_by"], name="a_dependency_once")]

    def __str__(self) -> str:
        return str(self.blocked_by)

    def clean(self) -> None:
        if self.closes_a_circle():
            said = {"task": self.blocked_by}
            raise ValidationError({"blocked_by": _("“%(task)s” waits for this task already, directly or through others.") % said})

    def closes_a_circle(self) -> bool:
        """Tasks must not wait for one another in a circle: then none could ever begin."""
        seen: set[int] = set()
        asked = {self.blocked_by_id}
        while asked:
            if self.task_id in asked:
                return True
            seen |= asked
            asked = set(Dependency.objects.filter(task__in=asked).values_list("blocked_by_id", flat=True)) - seen
        return False


class TaskLink(Record):
    """What the task is about: any record. Its name is shown only to those who may see it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="links", verbose_name=_("Task"))
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()

    access = Access(via="task")

    class Meta:
        verbose_name = _("Link of a task")
        verbose_name_plural = _("Links of a task")
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        constraints = [models.UniqueConstraint(fields=["task", "subject_type", "subject_id"], name="a_link_once_per_task")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"
