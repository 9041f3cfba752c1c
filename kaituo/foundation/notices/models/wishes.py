"""What each person wants to hear of, on which ways and at which hours; and what the company does not tell at all."""

from datetime import date, time, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.records.models import Record

from ..channels import Channel
from ..choices import LetterDay
from ..kinds import KINDS
from ..quiet import Quiet


class Preference(models.Model):
    """What a person chose for one kind; without a row the inbox hears of it, the letter does not, and channels as they are by default."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences", verbose_name=_("Person"))
    kind = models.CharField(_("Kind"), max_length=80)
    inbox = models.BooleanField(_("Inbox"), default=True)
    letter = models.BooleanField(_("E-mail digest"), default=False)
    channels = models.JSONField(_("Channels"), null=True)
    """Names of channels that ring at once; null: those that do so by default."""

    access = Access(owner="person")

    class Meta:
        verbose_name = _("Notice setting")
        verbose_name_plural = _("Notice settings")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_setting_per_kind_of_notice")]

    def __str__(self) -> str:
        return f"{self.person} · {self.kind}"

    def rings_on(self, channel: Channel) -> bool:
        """A kind that was kept out of the inbox before there were channels is not brought back by them."""
        return self.inbox and channel.is_by_default if self.channels is None else channel.name in self.channels

    @property
    def is_wanted(self) -> bool:
        """Whether the person hears of the kind anywhere."""
        return self.inbox or self.letter or bool(self.channels)


class Hours(models.Model):
    """When a person is not rung, and when her letter comes, by her own clock and the company's calendar. Without a row the defaults hold."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_hours", verbose_name=_("Person"))
    quiet_from = models.TimeField(_("Quiet from"), default=time(22))
    quiet_until = models.TimeField(_("Quiet until"), default=time(8))
    is_quiet_on_free_days = models.BooleanField(_("Quiet on weekends and holidays"), default=True)
    letter_day = models.PositiveSmallIntegerField(_("E-mail digest comes"), choices=LetterDay, default=LetterDay.EVERY_DAY)
    letter_at = models.TimeField(_("E-mail digest at"), default=time(8))
    letter_on_workdays_only = models.BooleanField(_("E-mail digest on working days only"), default=True)
    letter_sent_on = models.DateField(_("Last e-mail digest"), null=True, editable=False)

    access = Access(owner="person")

    class Meta:
        verbose_name = _("Notice hours")
        verbose_name_plural = _("Notice hours")

    def __str__(self) -> str:
        return f"{self.person} · {self.quiet_from:%H:%M}–{self.quiet_until:%H:%M}"

    def letter_comes_on(self, day: date, calendar: WorkCalendar) -> bool:
        """A weekly one whose day was free, or missed, comes on the next day it may."""
        if self.letter_on_workdays_only and not calendar.is_workday(day):
            return False
        weekday = self.letter_day or day.isoweekday()
        latest = day - timedelta(days=(day.isoweekday() - weekday) % 7)
        return (self.letter_sent_on or date.min) < latest

    @property
    def quiet(self) -> Quiet:
        return Quiet(self.quiet_from, self.quiet_until, self.is_quiet_on_free_days)


class KindSwitch(Record):
    """A kind of notice that the company has switched off, or on again. Without a row a kind is told."""

    kind = models.CharField(_("Kind"), max_length=80, unique=True)
    is_on = models.BooleanField(_("On"), default=True)

    access = Access()

    class Meta:
        verbose_name = _("Switch of a notice")
        verbose_name_plural = _("Switches of notices")

    def __str__(self) -> str:
        declared = KINDS.get(self.kind)
        return str(declared.label) if declared else self.kind
