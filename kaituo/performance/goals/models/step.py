"""The plan of action behind a target: dated steps, ticked off one by one."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.models.record import RecordQuerySet


class StepQuerySet(RecordQuerySet):
    def open(self) -> "StepQuerySet":
        return self.active().filter(done_on=None)


class GoalStep(Record):
    target = models.ForeignKey("goals.Target", models.CASCADE, related_name="steps", verbose_name=_("Target"))
    what = models.CharField(pgettext_lazy("goal", "Step"), max_length=300)
    due_on = models.DateField(pgettext_lazy("step", "Due"))
    done_on = models.DateField(pgettext_lazy("step", "Done"), null=True, editable=False)
    outcome = models.CharField(_("What came of it"), max_length=500, blank=True, editable=False)

    objects = StepQuerySet.as_manager()
    access = Access(owner="target__owner")

    class Meta:
        verbose_name = _("Step of a goal")
        verbose_name_plural = _("Steps of goals")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.is_active and self.done_on is None

    def is_overdue(self, *, on: date) -> bool:
        return self.is_open and self.due_on < on
