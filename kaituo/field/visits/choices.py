"""The closed lists of visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("visit", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("visit", "Under way")
    DONE = "done", pgettext_lazy("visit", "Done")
    MISSED = "missed", pgettext_lazy("visit", "Missed")
    CANCELLED = "cancelled", pgettext_lazy("visit", "Cancelled")


STATE_TONES = {"planned": "info", "under_way": "warn", "done": "good", "missed": "bad", "cancelled": "neutral"}


class Judgement(models.TextChoices):
    """What the manager says of a visit on which something was noticed."""

    NONE = "", _("Nothing noticed")
    WAITING = "waiting", _("To be judged")
    ACCEPTED = "accepted", pgettext_lazy("visit", "Accepted")
    REFUSED = "refused", pgettext_lazy("visit", "Not accepted")


JUDGEMENT_TONES = {"waiting": "warn", "accepted": "good", "refused": "bad"}


class Flag(models.TextChoices):
    """What was noticed at a check-in or check-out. Evidence to look at, never a verdict."""

    FAR = "far", _("Far from the customer")
    INACCURATE = "inaccurate", _("Position inaccurate")
    CLOCK = "clock", _("Phone's clock is wrong")
    MOCK = "mock", _("Position may be made up")
    OUTSIDE_HOURS = "outside_hours", _("Outside working hours")
    NO_POSITION = "no_position", _("No position")


FLAG_TONES = {"far": "bad", "inaccurate": "warn", "clock": "warn", "mock": "bad", "outside_hours": "neutral", "no_position": "neutral"}


class StepKind(models.TextChoices):
    PHOTO = "photo", pgettext_lazy("visit step", "Photo")
    STOCK = "stock", _("Stock count")
    PRICE = "price", _("Competitor prices")
    ORDER = "order", pgettext_lazy("visit step", "Order taken")
    RECEIPT = "receipt", pgettext_lazy("visit step", "Payment collected")
    SURVEY = "survey", pgettext_lazy("visit step", "Questions")


STEP_ICONS = {"photo": "camera", "stock": "package", "price": "tag", "order": "shopping-cart", "receipt": "cash", "survey": "clipboard-list"}
COUNTED = (StepKind.STOCK, StepKind.PRICE, StepKind.SURVEY)
"""The steps that ask something line by line."""


class PresenceKind(models.TextChoices):
    IN = "in", _("Check-in")
    OUT = "out", _("Check-out")


class Source(models.TextChoices):
    """How the place of a customer is known."""

    TYPED = "typed", _("Typed")
    CHECKED_IN = "checked_in", _("Taken at a check-in")
    CITY = "city", _("Middle of the city")
    REGION = "region", _("Middle of the province")
    COUNTRY = "country", _("Middle of the country")
    UNKNOWN = "", _("Not known")


class Outcome(models.TextChoices):
    """What became of something that a phone sent."""

    TAKEN = "taken", pgettext_lazy("sent from a phone", "Taken")
    REFUSED = "refused", pgettext_lazy("sent from a phone", "Not taken")


class Deed(models.TextChoices):
    """What a phone may send."""

    BEGIN = "begin", _("Visit without a plan")
    CHECK_IN = "check_in", _("Check in")
    EVIDENCE = "evidence", _("Evidence")
    CHECK_OUT = "check_out", _("Check out")
    CANCEL = "cancel", pgettext_lazy("verb", "Cancel the visit")
