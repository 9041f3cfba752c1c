"""One reminder of one person, set by herself or made by a rule."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import ReminderState, Rhythm
from ..queries import ReminderQuerySet
from .rule import ReminderRule


class Reminder(Record):
    """Of a record, or of nothing but its own words. One that repeats stays open and moves on each time it has rung, until it is done."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", verbose_name=_("Person"), editable=False)
    text = models.CharField(_("What about"), max_length=200, blank=True)
    model = models.CharField(_("Kind of record"), max_length=80, blank=True, editable=False)
    record_id = models.BigIntegerField(_("Record"), null=True, editable=False)
    subject_text = models.CharField(_("Record"), max_length=200, blank=True, editable=False)
    due_at = models.DateTimeField(pgettext_lazy("reminder", "Rings at"))
    rhythm = models.CharField(_("Repeats"), max_length=12, choices=Rhythm, default=Rhythm.ONCE, blank=True)
    anchor_day = models.PositiveSmallIntegerField(default=0, editable=False)
    """The day of the month that a monthly one keeps."""
    state = models.CharField(_("State"), max_length=8, choices=ReminderState, default=ReminderState.OPEN, editable=False)
    rung_at = models.DateTimeField(_("Last rung"), null=True, editable=False)
    rule = models.ForeignKey(ReminderRule, models.SET_NULL, null=True, editable=False, related_name="reminders", verbose_name=_("Rule"))
    occasion_on = models.DateField(_("Date of the record"), null=True, editable=False)
    escalated_at = models.DateTimeField(_("Leader told"), null=True, editable=False)

    objects = ReminderQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Reminder")
        verbose_name_plural = _("Reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "model", "record_id", "owner", "occasion_on"], condition=Q(rule__isnull=False), name="one_reminder_per_rule_and_date"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="open", rung_at__isnull=True), name="reminders_to_ring"),
            models.Index(fields=["owner", "state", "due_at"], name="reminders_of_person"),
            models.Index(fields=["model", "record_id"], name="reminders_of_record"),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.subject_text, self.text) if part) or str(self._meta.verbose_name)

    def what(self) -> str:
        return str(self)

    what.label = _("Reminder")

    @property
    def is_open(self) -> bool:
        return self.state == ReminderState.OPEN

    @property
    def subject(self) -> models.Model | None:
        """As it stands; None where it is about none, or that is gone."""
        try:
            return apps.get_model(self.model)._default_manager.filter(pk=self.record_id).first() if self.model else None
        except LookupError:
            return None
