"""A report that goes out by mail at its hours, to each reader with what she may see."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import Paper, Rhythm, Weekday
from ..queries import DispatchQuerySet

LATEST_DAY = 28
"""So that every month has the day."""
DAY = timedelta(days=1)


class Dispatch(Record):
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="dispatches", verbose_name=_("Report"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Owner"))
    rhythm = models.CharField(_("How often"), max_length=8, choices=Rhythm, default=Rhythm.WEEKLY)
    weekday = models.PositiveSmallIntegerField(_("Day of the week"), choices=Weekday, default=Weekday.MONDAY)
    month_day = models.PositiveSmallIntegerField(_("Day of the month"), default=1, validators=[MinValueValidator(1), MaxValueValidator(LATEST_DAY)])
    at = models.TimeField(_("At"), default=time(8, 0), help_text=_("In the company's time zone"))
    paper = models.CharField(_("Attached as"), max_length=4, choices=Paper, default=Paper.PDF)
    is_on = models.BooleanField(_("In use"), default=True, editable=False)
    next_at = models.DateTimeField(_("Next"), null=True, editable=False)
    sent_at = models.DateTimeField(_("Last sent"), null=True, editable=False)

    objects = DispatchQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Dispatch")
        verbose_name_plural = _("Dispatches")
        indexes = [models.Index(fields=["is_on", "next_at"])]

    def __str__(self) -> str:
        return f"{self.report} · {self.get_rhythm_display()}"

    @property
    def is_off(self) -> bool:
        return not self.is_on

    def falls_on(self, day: date, calendar: WorkCalendar) -> bool:
        if self.rhythm == Rhythm.DAILY:
            return calendar.is_workday(day)
        return day.weekday() == self.weekday if self.rhythm == Rhythm.WEEKLY else day.day == self.month_day

    def next_after(self, moment: datetime, calendar: WorkCalendar) -> datetime:
        """The first of its hours after the moment, in the company's zone."""
        day = timezone.localtime(moment, timezone.get_default_timezone()).date()
        while True:
            at = timezone.make_aware(datetime.combine(day, self.at), timezone.get_default_timezone())
            if at > moment and self.falls_on(day, calendar):
                return at
            day += DAY

    def prepare(self) -> None:
        """A change of rhythm or hour counts from now on."""
        if self.next_at is None or not self._is_kept():
            self.next_at = self.next_after(clock.now(), work_calendar())

    def _is_kept(self) -> bool:
        local = timezone.localtime(self.next_at, timezone.get_default_timezone())
        return local.time() == self.at and (self.rhythm == Rhythm.DAILY or self._is_its_day(local.date()))

    def _is_its_day(self, day: date) -> bool:
        return day.weekday() == self.weekday if self.rhythm == Rhythm.WEEKLY else day.day == self.month_day


class DispatchReader(Record):
    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="readers", verbose_name=_("Dispatch"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Reader"))

    access = Access(via="dispatch")

    class Meta:
        verbose_name = _("Reader of a dispatch")
        verbose_name_plural = _("Readers of a dispatch")
        constraints = [models.UniqueConstraint(fields=["dispatch", "person"], name="a_reader_once_per_dispatch")]

    def __str__(self) -> str:
        return str(self.person)
