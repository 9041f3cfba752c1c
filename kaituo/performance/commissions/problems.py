"""Problem codes as sentences in the reader's language. The engines state codes; only here they become words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.ui import formats

from .faults import OF_CREDITS, OF_FILES, OF_PLANS

SENTENCES: dict[str, Any] = {
    "rates.no_band": _("The rate table has no band."),
    "rates.not_from_zero": _("The first band starts at %(lower)s instead of zero."),
    "rates.not_open_ended": _("The last band ends at %(upper)s; it must stay open."),
    "rates.out_of_range": _("The rate %(rate)s is not between %(lowest)s and %(highest)s."),
    "rates.empty_band": _("The band from %(lower)s to %(upper)s holds nothing."),
    "rates.overlap": _("The bands overlap: one goes up to %(upper)s, the next starts at %(lower)s."),
    "rates.gap": _("The bands leave a gap from %(upper)s to %(lower)s."),
    "rates.edge_not_whole": _("The border %(lower)s is finer than the smallest unit of the currency."),
    "scores.too_few_points": _("A score curve needs at least two points, not %(count)s."),
    "scores.not_ascending": _("The points of a score curve must rise; %(value)s does not."),
    "scores.cap_below_floor": _("The highest score %(cap)s lies below the lowest, %(floor)s."),
    "split.named_twice": _("The same person is named twice."),
    "split.not_whole": _("The shares add up to %(total)s instead of 100%%."),
    "split.share_not_positive": _("The share %(share)s is not above zero."),
    "formula.syntax": _("The formula cannot be read."),
    "formula.too_large": _("The formula is too long."),
    "formula.not_allowed": _("The formula holds something that is not allowed."),
    "formula.bad_number": _("A number of the formula cannot be read."),
    "formula.unknown_name": _("The formula uses the unknown name %(name)s."),
    "formula.unknown_function": _("The formula uses an unknown function."),
    "formula.wrong_count": _("%(function)s is given a wrong number of values."),
    "formula.number_expected": _("The formula needs a number where it has none."),
    "formula.condition_expected": _("The formula needs a condition where it has none."),
    "formula.whole_number_expected": _("The formula needs a whole number from %(lowest)s to %(highest)s."),
    "formula.missing_value": _("No value is known for %(name)s."),
    "formula.out_of_range": _("The value of %(name)s is out of range."),
    "goals.no_figure": _("There is no figure for this yet."),
    "commission.credit_twice": _("This credit appears twice."),
    "commission.not_covered": _("No terms of the plan are in force for this credit of %(on)s."),
    "commission.other_currency": _("The credit is in %(currency)s, the plan pays in %(expected)s."),
    "commission.no_target": _("No target is set for %(window)s, so the share reached is not known."),
    "commission.target_too_small": _("The target of %(window)s is too small for the bands."),
    "commission.original_not_found": _("The sale that this return takes back was never credited."),
    "commission.reversal_exceeds": _("The return takes back more than was credited; %(left_minor)s was left."),
    "commission.no_cash_known": _("Nobody knows what was invoiced and paid for this credit."),
    "commission.cash_beyond_invoice": _("More was collected than invoiced: %(collected_minor)s of %(invoiced_minor)s."),
    "commission.terms_overlap": _("Two versions of the rule are in force on the same day."),
    "commission.unknown_measure": _("There is no measure %(measure)s."),
    "commission.no_cash_source": _("Nobody tells how customers pay for this measure. Choose a measure of money received instead."),
    "commission.no_component": _("The terms have no component."),
    "commission.no_assignment": _("Nobody is on the plan."),
    **OF_PLANS,
    **OF_FILES,
    **OF_CREDITS,
}
RATES = {"rates.out_of_range": {"rate", "lowest", "highest"}, "split.not_whole": {"total"}, "split.share_not_positive": {"share"}}


class Written(dict[str, str]):
    """The parameters in words; one that is not known is left out of the sentence rather than spoiling it."""

    def __missing__(self, name: str) -> str:
        return "–"


def sentence(problem: Problem) -> str:
    """What is wrong, without where. A code nobody has words for is shown as it is."""
    words = SENTENCES.get(problem.code)
    if words is None:
        return problem.code
    return (str(words) % Written({name: _written(problem.code, name, value) for name, value in problem.parameters.items()})).strip()


def located(problem: Problem, component: str = "") -> str:
    """With its place: "Base commission, band 2: The bands leave a gap …"."""
    said = sentence(problem)
    if not component:
        return said
    if not problem.source.startswith("band "):
        return gettext("%(component)s: %(sentence)s") % {"component": component, "sentence": said}
    number = problem.source.removeprefix("band ")
    return gettext("%(component)s, band %(number)s: %(sentence)s") % {"component": component, "number": number, "sentence": said}


def _written(code: str, name: str, value: Any) -> str:
    if value is None:
        return gettext("without end") if name == "upper" else "–"
    write: Callable[[Any], str] = str
    if name in RATES.get(code, ()):
        write = formats.percent
    elif name.endswith("_minor"):
        return formats.money(Decimal(value) / 100)
    elif isinstance(value, Decimal):
        write = formats.number
    elif isinstance(value, date):
        write = formats.day
    return write(value)
