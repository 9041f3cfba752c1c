"""A time that is kept free for something, with whom and where."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import RULES, Answer, Reminder, Repeats
from ..queries import AppointmentQuerySet
from ..recurring import WrongRule, checked

LONGEST = timedelta(days=31)


def new_uid() -> str:
    return f"{uuid4()}@kaituo"


class Appointment(Record):
    """`uid` is its name in other calendars. Of a series `starts_at` is the first time; `skipped` are the days on which it does not take place."""

    title = models.CharField(_("Title"), max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name=_("Whose"))
    account = models.ForeignKey("customers.Account", models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("Account"))
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("Opportunity")
    )
    starts_at = models.DateTimeField(_("Begins"))
    ends_at = models.DateTimeField(_("Ends"))
    is_all_day = models.BooleanField(_("All day"), default=False)
    place = models.CharField(pgettext_lazy("where", "Place"), max_length=200, blank=True)
    video_url = models.URLField(_("Video link"), blank=True)
    notes = models.TextField(_("Notes"), blank=True)
    repeats = models.CharField(_("Repeats"), max_length=12, choices=Repeats, blank=True, default="")
    rule = models.CharField(_("Rule"), max_length=200, blank=True, editable=False)
    until_on = models.DateField(_("Repeats until"), null=True, blank=True)
    skipped = models.JSONField(_("Days left out"), default=list, blank=True, editable=False)
    remind_minutes = models.PositiveSmallIntegerField(_("Remind"), choices=Reminder, null=True, blank=True, default=Reminder.HALF_HOUR)
    uid = models.CharField(max_length=255, default=new_uid, editable=False, db_index=True)

    objects = AppointmentQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Appointment")
        verbose_name_plural = _("Appointments")
        indexes = [
            models.Index(fields=["owner", "starts_at"]),
            models.Index(fields=["starts_at", "id"]),
            models.Index(fields=["repeats", "starts_at"]),
        ]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="one_appointment_per_owner_and_uid")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It ends after it begins.")})
        if self.starts_at and self.ends_at and self.ends_at - self.starts_at > LONGEST:
            raise ValidationError({"ends_at": _("An appointment lasts a month at most.")})
        if self.until_on and self.starts_at and self.until_on < timezone.localdate(self.starts_at):
            raise ValidationError({"until_on": _("It cannot end repeating before it begins.")})
        if self.repeats == Repeats.OTHER:
            self._check_rule()

    def _check_rule(self) -> None:
        try:
            self.rule = checked(self.rule)
        except WrongRule as error:
            raise ValidationError({"repeats": _("Only an imported appointment repeats by a rule of its own.")}) from error

    @property
    def recurrence(self) -> str:
        """As RFC 5545 writes it; empty for what takes place once."""
        return RULES.get(self.repeats, self.rule if self.repeats else "")

    @property
    def duration(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def is_series(self) -> bool:
        return self.is_active and bool(self.repeats)


class Invitation(Record):
    """Somebody who is asked to come; she sees the appointment."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="invitations", verbose_name=_("Appointment"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations", verbose_name=_("Person"))
    answer = models.CharField(_("Answer"), max_length=8, choices=Answer, default=Answer.INVITED, editable=False)

    access = Access(via="appointment")

    class Meta:
        verbose_name = _("Invitation")
        verbose_name_plural = _("Invitations")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["appointment", "person"], name="invited_once")]

    def __str__(self) -> str:
        return str(self.person)


class Reminded(models.Model):
    """That somebody was reminded of one occurrence, so that nobody is reminded twice."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    starts_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        verbose_name = _("Reminder sent")
        verbose_name_plural = _("Reminders sent")
        constraints = [models.UniqueConstraint(fields=["appointment", "person", "starts_at"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.appointment} · {self.person}"
