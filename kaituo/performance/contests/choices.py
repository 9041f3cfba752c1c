"""The closed lists of contests."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.metrics.measure import adds_up_by_day, choices_of

from .engine.standing import Kind as KindName
from .engine.standing import State, Tie


class Kind(models.TextChoices):
    INDIVIDUAL = KindName.INDIVIDUAL, pgettext_lazy("contest", "Individual")
    TEAM = KindName.TEAM, pgettext_lazy("contest", "Teams")
    RELAY = KindName.RELAY, pgettext_lazy("contest", "Relay of teams")
    FIRST_TO = KindName.FIRST_TO, pgettext_lazy("contest", "First to reach a figure")
    MOST_IMPROVED = KindName.MOST_IMPROVED, pgettext_lazy("contest", "Most improved")


OF_TEAMS = (Kind.TEAM, Kind.RELAY)


class TieRule(models.TextChoices):
    SHARE = Tie.SHARE, _("They share the place and its prizes")
    EARLIER = Tie.EARLIER, _("Whoever reached the figure earlier is ahead")
    SECOND = Tie.SECOND, _("A second measure decides")


class Past(models.TextChoices):
    """Which own past improvement is measured against."""

    BEFORE = "before", _("As many days right before")
    YEAR_AGO = "year_ago", _("The same days a year ago")


class ContestState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("contest", "Draft")
    ANNOUNCED = "announced", pgettext_lazy("contest", "Announced")
    RUNNING = "running", pgettext_lazy("contest", "Running")
    CLOSED = "closed", pgettext_lazy("contest", "Closed")
    CONFIRMED = "confirmed", pgettext_lazy("contest", "Confirmed")
    CALLED_OFF = "called_off", pgettext_lazy("contest", "Called off")


UNDER_WAY = (ContestState.ANNOUNCED, ContestState.RUNNING)
CONTEST_TONES = {"draft": "neutral", "announced": "accent", "running": "info", "closed": "warn", "confirmed": "good", "called_off": "neutral"}


class Doubt(models.TextChoices):
    """Why an entry is looked at twice."""

    SPLIT = "split", _("One purchase split into several")
    BACK_DATED = "back_dated", _("Dated back into the contest")
    REVERSED = "reversed", _("Counted and then cancelled")


class FindingState(models.TextChoices):
    OPEN = "open", pgettext_lazy("finding", "To be decided")
    COUNTED = "counted", pgettext_lazy("finding", "Counts")
    LEFT_OUT = "left_out", pgettext_lazy("finding", "Left out")


FINDING_TONES = {"open": "warn", "counted": "good", "left_out": "bad"}
ROW_STATES = {
    State.PLACED: "",
    State.NOTHING: _("nothing yet"),
    State.NO_FIGURE: _("no figure"),
    State.BELOW: _("below the figure asked for"),
    State.NOT_REACHED: _("not reached yet"),
    State.NO_BASE: _("no past to compare with: it was zero"),
    State.SMALL_BASE: _("past too small to compare with"),
    State.NOT_IMPROVED: _("no improvement"),
}


def row_state(state: str) -> str:
    """Why somebody has no place, in words."""
    return str(ROW_STATES[State(state)])


def countable_choices() -> list[tuple[str, str]]:
    return choices_of(adds_up_by_day)
