"""The closed lists of tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.kernel.recurrence import Rhythm


class TaskState(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "Open")
    DONE = "done", pgettext_lazy("task", "Done")


STATE_TONES = {"open": "info", "done": "good"}


class Openness(models.TextChoices):
    """Who sees a project beside its members."""

    PRIVATE = "private", _("Its members only")
    TEAM = "team", _("Its team, and whoever leads it")
    COMPANY = "company", _("The whole company")


class Level(models.TextChoices):
    """What a member may do; each holds the one before."""

    VIEW = "view", pgettext_lazy("member", "May look")
    EDIT = "edit", pgettext_lazy("member", "May work on it")
    MANAGE = "manage", pgettext_lazy("member", "May change the project and its members")


class Repeats(models.TextChoices):
    NEVER = "", _("Once")
    DAILY = Rhythm.DAILY.value, _("Every day")
    WORKDAYS = Rhythm.WORKDAYS.value, _("Every workday")
    WEEKLY = Rhythm.WEEKLY.value, _("Every week")
    FORTNIGHTLY = Rhythm.FORTNIGHTLY.value, _("Every two weeks")
    MONTHLY = Rhythm.MONTHLY.value, _("Every month")
    QUARTERLY = Rhythm.QUARTERLY.value, _("Every quarter")
