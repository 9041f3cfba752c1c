"""What makes a target impossible, each with the field to mend."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kaituo.foundation.metrics.choices import Direction, Kind, Unit
from kaituo.foundation.metrics.measure import MEASURES, Measure, lies_on_days

from ..choices import LEVELS, YEARS

if TYPE_CHECKING:
    from .target import Target


def fault_of(target: "Target") -> tuple[str, str] | None:
    """(field, sentence) of the first fault; None where there is none."""
    measure = MEASURES.get(target.measure)
    if measure is None:
        return "measure", _("There is no such measure.")
    if not lies_on_days(measure):
        return "measure", _("This measure only says what stands now; a target needs one that counts in a period.")
    if bool(target.person_id) == bool(target.team_id):
        return "person", _("A target belongs to one person or to one team.")
    if target.starts_on and target.starts_on.year not in YEARS:
        return "starts_on", _("Name a day between %(first)s and %(last)s.") % {"first": YEARS.start, "last": YEARS.stop - 1}
    return _fault_of_amounts(target, measure)


def _fault_of_amounts(target: "Target", measure: Measure) -> tuple[str, str] | None:
    given = {level: getattr(target, level) for level in LEVELS if getattr(target, level) is not None}
    rising = sorted(given.values(), reverse=measure.direction == Direction.LESS)
    if list(given.values()) != rising:
        falls = measure.direction == Direction.LESS
        return "goal_amount", _("Less is better here: base, goal and stretch must fall.") if falls else _("Base, goal and stretch must rise.")
    if target.goal_amount == 0 and measure.direction != Direction.LESS:
        return "goal_amount", _("A goal of zero can be neither reached nor missed. Give it a figure, or leave the target out.")
    if measure.unit == Unit.SHARE and measure.kind == Kind.RATIO and any(amount > 1 for amount in given.values()):
        return "goal_amount", _("This measure is a share between 0 and 1: write 0.35 for 35 %.")
    return None
