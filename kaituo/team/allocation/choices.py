"""The closed lists of allocation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .engine import assigning, recycling, turns


class PhoneMask(models.TextChoices):
    """Of telephone numbers and e-mail addresses in the pool's room. Who holds a customer sees it as her role says."""

    NEVER = "never", _("Never")
    BEFORE_CLAIM = "claim", _("Until it is claimed")
    ALWAYS = "always", _("For ever, for the pool's admins too")


class RecycleKind(models.TextChoices):
    FOLLOW_UP = recycling.FOLLOW_UP, _("No follow-up")
    OPEN_DEAL = recycling.OPEN_DEAL, _("No open deal")
    WON = recycling.WON, _("Nothing won")
    PROTECTION = recycling.PROTECTION, _("Protection over and nothing won")


class Extension(models.TextChoices):
    """What must be so for a protection to be extended."""

    NEVER = "never", _("Never")
    OPEN_DEAL = "open_deal", _("There is an open deal")
    FOLLOW_UP = "follow_up", _("It was followed up in the last 7 days")


class Began(models.TextChoices):
    """How somebody came to hold a customer."""

    ENTERED = "entered", _("Entered")
    CLAIMED = "claimed", _("Claimed")
    ASSIGNED = "assigned", _("Assigned")
    TRANSFERRED = "transferred", _("Transferred")
    HANDED_OVER = "handed_over", _("Handed over")
    RETURNED = "returned", _("Returned on appeal")
    CHANGED = "changed", pgettext_lazy("ownership", "Changed")
    STOCK = "stock", _("Held before pools were kept")


class Ended(models.TextChoices):
    """How it ended. Empty: it goes on."""

    RECYCLED = "recycled", _("Recycled")
    RELEASED = "released", pgettext_lazy("customer", "Given back")
    PASSED_ON = "passed_on", _("Passed on")
    ARCHIVED = "archived", pgettext_lazy("ended", "Archived")


class Mode(models.TextChoices):
    BY_HAND = "by_hand", _("To one person")
    IN_TURN = turns.IN_TURN, _("In turn")
    WEIGHTED = turns.WEIGHTED, _("By weight")
    LEAST = turns.LEAST, _("To whoever has fewest customers")


class Subject(models.TextChoices):
    """What assignment rules give out."""

    LEAD = "lead", pgettext_lazy("assignment", "New leads")
    ACCOUNT = "account", _("New customers without a rep")


class RuleMode(models.TextChoices):
    FIXED = assigning.FIXED, _("To the first who can")
    IN_TURN = turns.IN_TURN, _("In turn")
    WEIGHTED = turns.WEIGHTED, _("By weight")
    LEAST = turns.LEAST, _("To whoever has least open")


class CapPeriod(models.TextChoices):
    DAY = "day", pgettext_lazy("span", "Day")
    WEEK = "week", pgettext_lazy("span", "Week")
    MONTH = "month", pgettext_lazy("span", "Month")


class HandOverReason(models.TextChoices):
    LEAVES = "leaves", _("Leaves")
    MOVES = "moves", _("Moves to another team")
    BALANCE = "balance", _("Re-balancing")
    OTHER = "other", _("Other")


class HandOverStatus(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    DONE = "done", pgettext_lazy("hand-over", "Carried out")
    UNDONE = "undone", pgettext_lazy("hand-over", "Taken back")


class Split(models.TextChoices):
    """How customers are divided among the receivers; each may be changed by hand afterwards."""

    IN_TURN = turns.IN_TURN, _("In turn")
    WEIGHTED = turns.WEIGHTED, _("By weight")
    LEAST = turns.LEAST, _("To whoever has fewest customers")


class CreditRule(models.TextChoices):
    """Whose credit orders are that the handed-over customers confirm afterwards. What was booked before stays as it was."""

    RECEIVER = "receiver", _("The receiver")
    SHARED = "shared", _("Both, in shares")
    FORMER = "former", _("Whoever goes")


HANDOVER_TONES = {"draft": "info", "done": "good", "undone": "neutral"}
HINDRANCES = {
    assigning.INACTIVE: _("may not sign in"),
    assigning.LEAVE: _("on leave"),
    assigning.SHIFT: _("not on shift"),
    assigning.PERIOD: _("has her share of this period"),
    assigning.BACKLOG: _("has enough open"),
    assigning.LEVEL: _("is not of the level that the class asks for"),
    assigning.STRENGTH: _("lacks a strength that the rule requires"),
}
CONDITIONS = {
    "region": _("Province"),
    "industry": _("Industry"),
    "account_class": _("Class"),
    "source": _("Source"),
    "language": _("Language"),
    "product": _("Product"),
}


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class AppealStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("appeal", "Open")
    GRANTED = "granted", pgettext_lazy("appeal", "Granted")
    REFUSED = "refused", pgettext_lazy("appeal", "Refused")


APPEAL_TONES = {"open": "info", "granted": "good", "refused": "bad"}
BEGAN_TONES = {"claimed": "accent", "assigned": "info", "entered": "neutral", "transferred": "info", "handed_over": "info", "returned": "good"}
ENDED_TONES = {"recycled": "bad", "released": "warn", "passed_on": "neutral", "archived": "neutral"}

VISIBLE = {
    "phone": _("Phone"),
    "email": _("E-mail"),
    "website": _("Website"),
    "address": _("Address"),
    "contact": _("Main contact"),
    "former_owner": _("Held by, before"),
    "notes": _("Notes"),
}
"""What a pool may show of its customers beside name, class, industry and place, which are shown always."""
MASKED = ("phone", "email")
