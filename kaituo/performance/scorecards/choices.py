"""The closed lists of scorecards."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.metrics.choices import Why
from kaituo.foundation.metrics.measure import choices_of

from .engine.plan import Against as AgainstKind
from .engine.plan import RuleKind as Kind
from .engine.scoring import State


class Span(models.TextChoices):
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class Subject(models.TextChoices):
    PERSON = "person", _("People")
    TEAM = "team", _("Teams")


class Against(models.TextChoices):
    GOAL = AgainstKind.GOAL, _("Share of the target set in goals")
    STATED = AgainstKind.STATED, _("Share of the figure stated here")
    VALUE = AgainstKind.VALUE, _("The figure itself")
    JUDGEMENT = AgainstKind.JUDGEMENT, _("A judgement")


class RuleKind(models.TextChoices):
    GATE = Kind.GATE, _("Gate: the total is at most")
    DEDUCTION = Kind.DEDUCTION, _("Deduction: points taken off")


class Side(models.TextChoices):
    BELOW = "below", _("is below")
    ABOVE = "above", _("is above")


class CardState(models.TextChoices):
    RUNNING = "running", pgettext_lazy("scorecard", "Running")
    FINAL = "final", pgettext_lazy("scorecard", "Final")


CARD_TONES = {"running": "info", "final": "neutral"}
LINE_STATES = {
    State.SCORED: "",
    State.NO_FIGURE: _("no figure"),
    State.NO_TARGET: _("no target"),
    State.TOO_FEW: _("too few to judge"),
    State.NOT_JUDGED: _("not judged yet"),
}


def line_state(state: str, why: str = "") -> str:
    """Why an indicator has no score, in words; `why` there is no figure, where that is known."""
    said = str(LINE_STATES[State(state)])
    return f"{said} · {Why(why).label}" if why in Why.values else said


def measure_choices() -> list[tuple[str, str]]:
    """The measures by the names people know, in the order of these."""
    return choices_of(lambda _measure: True)
