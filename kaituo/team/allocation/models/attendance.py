"""When people can be given work: their shifts, and the days on which they are away."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.dated import Dated, DatedQuerySet
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.models.record import RecordQuerySet

from ..choices import Weekday


class Shift(Record):
    """One weekday's hours of a person, by the clock of her own time zone. Whoever has none is taken to be there."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shifts", verbose_name=_("Person"))
    weekday = models.PositiveSmallIntegerField(_("Weekday"), choices=Weekday)
    begins_at = models.TimeField(_("Begins"))
    ends_at = models.TimeField(_("Ends"))

    access = Access(owner="person")

    class Meta:
        verbose_name = _("Shift")
        verbose_name_plural = _("Shifts")
        ordering = ["person", "weekday", "begins_at"]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_weekday_display()}"

    def clean(self) -> None:
        if self.begins_at and self.ends_at and self.ends_at <= self.begins_at:
            raise ValidationError({"ends_at": _("A shift ends after it begins, on the same day.")})

    def covers(self, local: datetime) -> bool:
        return self.weekday == local.weekday() and self.begins_at <= local.time() < self.ends_at


class LeaveQuerySet(DatedQuerySet, RecordQuerySet):
    """Records that hold between two days."""


class Leave(Record, Dated):
    """Days on which a person is away; `ends_on` is the first day back."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="leaves", verbose_name=_("Person"))
    reason = models.CharField(_("Reason"), max_length=120, blank=True)

    objects = LeaveQuerySet.as_manager()
    access = Access(owner="person")

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("Leave")
        verbose_name_plural = _("Days of leave")

    def __str__(self) -> str:
        return f"{self.person} · {self.starts_on}"
