"""The closed lists of reminders."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.kernel.recurrence import Rhythm as Step


class ReminderState(TextChoices):
    OPEN = "open", pgettext_lazy("reminder", "Open")
    DONE = "done", pgettext_lazy("reminder", "Done")
    SETTLED = "settled", pgettext_lazy("reminder", "Settled by itself")


class Rhythm(TextChoices):
    ONCE = "", pgettext_lazy("reminder", "Once")
    DAILY = Step.DAILY.value, _("Every day")
    WORKDAYS = Step.WORKDAYS.value, _("Every working day")
    WEEKLY = Step.WEEKLY.value, _("Every week")
    FORTNIGHTLY = Step.FORTNIGHTLY.value, _("Every two weeks")
    MONTHLY = Step.MONTHLY.value, _("Every month")
    QUARTERLY = Step.QUARTERLY.value, _("Every quarter")


class Receiver(TextChoices):
    OWNER = "owner", _("Whoever is responsible for the record")
    LEAD = "lead", _("Whoever leads that person")
    ROLE = "role", _("Everybody with a role")


STATE_TONES = {"open": "info", "done": "good", "settled": "neutral"}
ON_TONES = {"True": "good", "False": "neutral"}
