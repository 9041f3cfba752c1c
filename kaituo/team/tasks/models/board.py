"""A board and its lists."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import TaskState
from ..queries import CardListQuerySet, InProjectQuerySet


class Board(Record):
    """A template is begun from, not worked on: its tasks are patterns and say after how many days they are due."""

    project = models.ForeignKey("tasks.Project", models.PROTECT, related_name="boards", verbose_name=_("Project"))
    name = models.CharField(_("Name"), max_length=120)
    is_template = models.BooleanField(_("Template"), default=False, editable=False)
    notes = models.TextField(_("Notes"), blank=True)
    origin = models.CharField(max_length=200, blank=True, editable=False, db_index=True)

    objects = InProjectQuerySet.as_manager()
    access = Access(is_limited=True)

    class Meta:
        verbose_name = _("Board")
        verbose_name_plural = _("Boards")
        ordering = ["project", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_copyable(self) -> bool:
        return self.is_active

    @property
    def is_working(self) -> bool:
        return self.is_active and not self.is_template


class CardList(Record):
    """`task_limit`: how many open tasks it should hold at most; more only with a reason. A task put where work is done is finished."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="card_lists", verbose_name=_("Board"))
    name = models.CharField(_("Name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    task_limit = models.PositiveSmallIntegerField(_("Limit"), null=True, blank=True, validators=[MinValueValidator(1)])
    is_for_done = models.BooleanField(_("What is put here is finished"), default=False)
    origin = models.CharField(max_length=200, blank=True, editable=False)

    objects = CardListQuerySet.as_manager()
    objects = CardListQuerySet.as_manager()
    access = Access(via="board")

    class Meta:
        verbose_name = _("List of a board")
        verbose_name_plural = _("Lists of a board")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_full(self) -> bool:
        """Whether it holds as many open tasks as it should."""
        return self.task_limit is not None and self.tasks.filter(state=TaskState.OPEN, archived_at=None).count() >= self.task_limit
