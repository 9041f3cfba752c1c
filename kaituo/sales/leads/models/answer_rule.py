"""How soon leads that come in from outside are answered: the promise, and who hears of it when."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.work_hours import after_working_hours
from kaituo.foundation.records.models import Record

HOURS = [MinValueValidator(1), MaxValueValidator(500)]


class AnswerRule(Record):
    """One row; without it nothing is promised. Working hours are by the clock of the company, on its working days."""

    hours = models.PositiveSmallIntegerField(_("Answer within, working hours"), default=8, validators=HOURS)
    remind_hours = models.PositiveSmallIntegerField(_("Remind so many hours before"), default=2, validators=HOURS)
    begins_at = models.TimeField(_("Working hours from"), default=time(9))
    ends_at = models.TimeField(_("Working hours until"), default=time(18))

    access = Access()

    class Meta:
        verbose_name = _("Rule of answers")
        verbose_name_plural = _("Rules of answers")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        if self.begins_at and self.ends_at and self.ends_at <= self.begins_at:
            raise ValidationError({"ends_at": _("It ends after it begins.")})
        if self.is_active and AnswerRule.objects.active().exclude(pk=self.pk).exists():
            raise ValidationError(_("There is a rule of answers already: change that one."))

    def due_after(self, moment: datetime) -> datetime:
        span, zone = timedelta(hours=self.hours), ZoneInfo(settings.TIME_ZONE)
        return after_working_hours(moment, span, zone, work_calendar(), opens=self.begins_at, closes=self.ends_at)


def promised_after(moment: datetime) -> datetime | None:
    rule = AnswerRule.objects.active().first()
    return rule.due_after(moment) if rule else None
