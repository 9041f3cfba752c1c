"""What is wrong with a formula, in the reader's language, each with its mend."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.calc.formula import FormulaError

FAULTS: dict[str, Any] = {
    "formula.syntax": _("The formula cannot be read from character %(place)s on. Look for a missing bracket or sign."),
    "formula.too_large": _("The formula is too large. Split it into measures of its own and use those."),
    "formula.not_allowed": _("What stands at character %(place)s is not allowed. Use + - * / and brackets, min, max, abs, round and if."),
    "formula.bad_number": _("The number at character %(place)s cannot be read. Write digits with a point and at most 8 decimals."),
    "formula.unknown_name": _("There is no measure %(name)s (character %(place)s). Take one from the list."),
    "formula.unknown_function": _("There is no such function at character %(place)s. There are min, max, abs, round and if."),
    "formula.wrong_count": _("%(function)s at character %(place)s takes another number of values."),
    "formula.condition_expected": _("At character %(place)s a condition is needed, such as a > b."),
    "formula.number_expected": _("At character %(place)s a number is needed, not a condition."),
    "formula.whole_number_expected": _("At character %(place)s a whole number from %(lowest)s to %(highest)s is needed."),
    "formula.division_by_zero": _("It divides by zero at character %(place)s."),
    "formula.out_of_range": _("The number at character %(place)s is too large."),
    "formula.unlike_units": _("At character %(place)s unlike things are added or compared, such as money and days. Divide one by the other instead."),
    "formula.no_measure": _("The formula uses no measure. Name at least one."),
}


def said(fault: FormulaError) -> str:
    return str(FAULTS.get(fault.code, FAULTS["formula.syntax"])) % {"place": fault.position + 1, **fault.parameters}
