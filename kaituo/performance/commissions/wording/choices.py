"""The choices of a plan document in people's words: one for each value of its closed lists, and one line for each kind of part."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.calc.rates import Edge

from ..engine.plan.words import Basis, By, CapSpan, Dimension, Excess, Method, Proration, Ratio, Window

OF_LISTS: dict[type[StrEnum], dict[str, Any]] = {
    Basis: {
        "amount": _("Net amount"),
        "margin": _("Gross margin"),
        "units": _("Pieces"),
        "count": _("Number of records"),
        "collected": _("Money collected"),
    },
    By: {
        "basis": _("What is paid for"),
        "amount": _("Net amount"),
        "margin": _("Gross margin"),
        "units": _("Pieces"),
        "count": _("Number of records"),
        "target": _("Share of the target, as it grows"),
        "attainment": _("Attainment at the end of the period"),
    },
    Method: {
        "step": _("Each slice at its own rate"),
        "flat": _("The whole at the rate reached"),
        "interpolated": _("The whole, rate rising within a band"),
        "overage": _("All above the first band at the rate reached"),
    },
    Edge: {"upper": _("belongs to the upper band"), "lower": _("belongs to the lower band")},
    Window: {
        "pay_period": _("A pay period"),
        "month": _("A month"),
        "quarter": _("A quarter"),
        "half_year": _("A half-year"),
        "year": _("A year"),
        "never": _("For ever"),
    },
    Dimension: {
        "product": _("Product"),
        "category": _("Product category"),
        "customer": _("Customer"),
        "customer_class": _("Customer class"),
        "territory": _("Territory"),
        "renewal": _("New or renewal"),
        "channel": _("Channel"),
        "role": _("Role"),
    },
    Ratio: {"discount": _("Discount on the list price"), "margin_rate": _("Gross margin of the amount")},
    CapSpan: {
        "line": pgettext_lazy("cap", "Credit"),
        "period": _("Pay period"),
        "month": pgettext_lazy("cap", "Month"),
        "quarter": pgettext_lazy("cap", "Quarter"),
        "year": pgettext_lazy("cap", "Year"),
    },
    Excess: {"lost": _("Is lost"), "carried": _("Is carried into the next period")},
    Proration: {"none": _("Not at all"), "days": _("By days"), "months": _("By months begun")},
}
OF_WORDS: dict[str, Any] = {
    "time": _("For each credit"),
    "period": _("Once in a period"),
    "line": pgettext_lazy("cap", "Credit"),
    "sales": _("What the team sells"),
    "commission": _("What the team earns"),
    "weight": _("Weight"),
    "credit": _("What each sold"),
    "equal": _("Equal parts"),
    "before_rate": _("Before the rate: shares count towards the bands"),
    "after_rate": _("After the rate: shares count towards the pay only"),
    "guarantee": _("Guarantee: tops up to the amount"),
    "additive": _("On top of commission"),
    "target": _("Share of the target, as it grows"),
    "attainment": _("Attainment at the end of the period"),
}
"""Values of short lists that have no name of their own."""
OF_FIELDS: dict[str, dict[str, Any]] = {"Floor.per": {"line": pgettext_lazy("cap", "Credit"), "period": _("Pay period")}}
KINDS: dict[str, Any] = {
    "Commission": _("Commission"),
    "Spiff": _("Reward"),
    "Fixed": _("Fixed amount"),
    "Override": _("Part of what the team sells or earns"),
    "Pool": _("Pool"),
    "Constant": _("One rate for everything"),
    "PerUnit": _("Money for each piece or record"),
    "Table": _("Bands"),
    "Linear": _("Rises with the share of the target"),
    "Lookup": _("Table by one or two properties"),
    "Expression": _("Formula"),
    "CompanyShare": _("Company's share up to a yearly cap"),
    "Named": _("By a property of the credit"),
    "Ranged": _("By a share worked out for it"),
    "OnCash": _("As the customer pays"),
    "Hold": _("A share kept back for some days"),
}
LINES: dict[str, Any] = {
    "commission": _("So much of each credit: a rate, bands, a table or a formula, with caps, gate and everything else."),
    "spiff": _("A fixed amount for each sale, or once in a period for whoever has enough of them."),
    "fixed": _("A fixed amount in each pay period, or the bonus of the attainment reached."),
    "override": _("A manager's part of what her team sells or earns, each order once."),
    "pool": _("One sum shared by all on the plan, by weight, by sales or equally."),
}


def choice_label(part: str, field: str, value: Any, of: type[StrEnum] | None) -> str:
    """A value of a closed list in the reader's language."""
    words = OF_FIELDS.get(f"{part}.{field}") or (OF_LISTS.get(of, {}) if of else OF_WORDS)
    return str(words.get(str(value), value))
