"""What is wrong with a template, in the reader's language, each with its mend."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.calc.problems import Problem

FAULTS: dict[str, Any] = {
    "scorecards.no_indicator": _("There is no indicator. Add at least one."),
    "scorecards.weights_not_whole": _("The weights add up to %(total)s %% instead of 100 %%; %(missing)s are missing. Change them until they do."),
    "scorecards.weight_not_positive": _("%(source)s: a weight must be above zero. Take the indicator out instead."),
    "scorecards.measure_twice": _("%(source)s stands twice. Keep one of the two."),
    "scorecards.no_curve": _("%(source)s: the score curve is missing."),
    "scorecards.curve_rewards_less": _("%(source)s: the curve gives fewer points for the better figure. Write it rising: 0.6=0, 1=100."),
    "scorecards.curve_rewards_more": _(
        "%(source)s: less is better here, and the curve gives more points for more. Write it falling, such as 0.1=100, 0.5=0."
    ),
    "scorecards.no_stated_target": _("%(source)s: state a figure above zero, or score the figure itself."),
    "scorecards.rule_without_points": _("%(source)s: say how many points it takes."),
    "scores.too_few_points": _("%(source)s: a score curve needs at least two points, such as 0.6=0, 1=100."),
    "scores.not_ascending": _("%(source)s: the values of the curve must rise; look at %(value)s."),
    "scores.cap_below_floor": _("%(source)s: the highest score lies below the lowest."),
}


def said(problem: Problem, names: Mapping[str, str]) -> str:
    """`names`: what the keys of indicators and measures are called."""
    plain = {name: format(value.normalize(), "f") if hasattr(value, "normalize") else value for name, value in problem.parameters.items()}
    return str(FAULTS[problem.code]) % {"source": names.get(problem.source, problem.source), **plain}
