"""The closed lists of appointments."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Repeats(models.TextChoices):
    NEVER = "", _("Once")
    DAILY = "daily", _("Every day")
    WORKDAYS = "workdays", _("Every workday")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Every month")
    YEARLY = "yearly", _("Every year")
    OTHER = "other", _("By an imported rule")


RULES = {
    "daily": "FREQ=DAILY",
    "workdays": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
}
"""As RFC 5545 writes them. Workdays are sifted out by the company's calendar, which knows make-up days."""


class Reminder(models.IntegerChoices):
    """Minutes before it begins."""

    AT_START = 0, _("When it begins")
    TEN_MINUTES = 10, _("10 minutes before")
    HALF_HOUR = 30, _("30 minutes before")
    HOUR = 60, _("1 hour before")
    DAY = 1440, _("1 day before")


class Answer(models.TextChoices):
    INVITED = "invited", pgettext_lazy("invitation", "Invited")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Coming")
    DECLINED = "declined", pgettext_lazy("invitation", "Not coming")


ANSWER_TONES = {"invited": "neutral", "accepted": "good", "declined": "bad"}


class View(models.TextChoices):
    MONTH = "month", pgettext_lazy("calendar", "Month")
    WEEK = "week", pgettext_lazy("calendar", "Week")
    DAY = "day", pgettext_lazy("calendar", "Day")
    AGENDA = "agenda", pgettext_lazy("calendar", "Agenda")
