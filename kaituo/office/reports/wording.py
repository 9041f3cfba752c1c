"""What is wrong with a report, and why a figure is missing, in the reader's language, each with its mend."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.wording import said as of_formula

from .engine.definition import Faulty

FAULTS: dict[str, Any] = {
    "unreadable": _("The report cannot be read at “%(name)s”. Choose that part again."),
    "too_many": _("Too many of one kind were chosen; at most %(most)s are possible."),
    "bad_value": _("“%(text)s” cannot be reckoned that way. Choose a number, or count."),
    "bad_group": _("Records cannot be put together by “%(text)s” that way. Choose another field, or a span of days."),
    "unknown_kind": _("There is no such kind of record: %(name)s."),
    "hidden_kind": _("Your roles do not let you see these records: %(name)s."),
    "unknown_field": _("The field “%(name)s” is no longer there (%(kind)s). Open the report in the builder and choose another."),
    "hidden_field": _("The report stands on “%(name)s”, which your roles do not let you read. Ask its owner for one without it."),
    "nothing_left": _("Your roles do not let you read any figure of this report: %(names)s."),
    "hidden_report": _("This report is not opened for you. Ask its owner."),
    "no_values": _("Choose at least one measure."),
    "unknown_measure": _("There is no measure %(name)s any more. Open the report in the builder and choose another."),
    "unfit_dimension": _("“%(name)s” is not known of: %(measures)s. Take it away, or choose other measures."),
    "two_currencies": _("The figures are kept in currencies of different records and cannot stand in one report."),
    "too_many_groups": _("There are more than %(most)s groups. Narrow the report by days or filters, or group by something coarser."),
    "compare_across": _("A comparison needs a report without columns. Take the columns away, or the comparison."),
    "compare_needs_days": _("A comparison with earlier days needs a date and a period. Choose both."),
    "target_of_measures": _("Targets are set on measures. Choose “Measures” as what the report is about."),
    "target_by_holder": _("Targets belong to people or teams. Put people or teams into the rows, and nothing else."),
    "too_long": _("The report took longer than %(seconds)s seconds and was ended. Narrow it by days or filters."),
    "ended": _("The report was ended."),
}
WHY: dict[str, Any] = {
    "no_data": _("No data"),
    "no_rate": _("No exchange rate"),
    "not_added": _("Cannot be put together from its parts"),
    "division_by_zero": _("It would divide by nothing"),
    "missing_value": _("A figure it needs is missing"),
    "out_of_range": _("The number is too large"),
    "no_target": _("No target"),
    "nothing_before": _("Nothing to compare with"),
}


def said(fault: Faulty) -> str:
    if fault.code == "bad_formula":
        return f"{fault.words['text']}: {_unknown_letter(fault) or of_formula(fault.words['fault'])}"
    words = {name: ("、".join(map(str, value)) if isinstance(value, list) else value) for name, value in fault.words.items()}
    return str(FAULTS[fault.code]) % words


def _unknown_letter(fault: Faulty) -> str:
    inner = fault.words["fault"]
    if inner.code != "formula.unknown_name":
        return ""
    return str(_("There is no figure “%(name)s”. Figures are called A, B, C in their order.")) % {"name": inner.parameters.get("name", "")}


def why(reason: str) -> str:
    return str(WHY.get(reason, WHY["no_data"]))
