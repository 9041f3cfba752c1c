"""Why a line is worth what it is worth, in sentences of the reader's language, from the step that was stored with it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.ui import formats

from .engine.columns.outcome import Line as EngineLine
from .engine.plan.words import Basis
from .models import StatementLine
from .problems import sentence
from .steps import Teller

RATE_DIGITS = 4
OF_TARGET = "target"
"""The unit of bands that are shares of the target."""


def sentences(line: StatementLine) -> list[str]:
    """The way from the credit to the amount, one sentence a step."""
    if not line.explanation:
        return [sentence(Problem(**line.problem))] if line.problem else []
    step = Step.from_plain(line.explanation)
    told = TOLD[step.label_code](line, dict(step.inputs))
    return [*told, *([sentence(Problem(**line.problem))] if line.problem else [])]


def _money(line: StatementLine, minor: int) -> str:
    return formats.money(Money.from_minor(minor, line.currency))


def _credit(line: StatementLine, minor: int) -> str:
    """Pieces are kept as if they were money, and told as what they are."""
    return formats.number(Money.from_minor(minor, line.currency).amount) if line.is_of_pieces else _money(line, minor)


def _rate(line: StatementLine) -> str:
    return formats.money(line.rate, line.currency) if line.is_of_pieces else formats.percent(line.rate, RATE_DIGITS)


def _band(line: StatementLine, inputs: dict[str, Any]) -> str:
    lower, upper = inputs["lower"], inputs["upper"]
    write = formats.percent if inputs["unit"] == OF_TARGET else formats.number
    if upper is None:
        return _("band %(number)s (from %(lower)s)") % {"number": line.band + 1, "lower": write(lower)}
    return _("band %(number)s (%(lower)s to %(upper)s)") % {"number": line.band + 1, "lower": write(lower), "upper": write(upper)}


def _calculation(line: StatementLine) -> str:
    parts = {"base": _credit(line, line.base_minor), "rate": _rate(line), "result": _money(line, line.result_minor)}
    return _("%(base)s × %(rate)s = %(result)s.") % parts


def _tiers(line: StatementLine, inputs: dict[str, Any]) -> list[str]:
    before = _("Credited before it in the same span: %(before)s.") % {"before": _credit(line, line.before_minor)}
    falls = _("%(base)s of this credit falls into %(band)s at %(rate)s.") % {
        "base": _credit(line, line.base_minor),
        "band": _band(line, inputs),
        "rate": _rate(line),
    }
    return [before, falls, _calculation(line), *_paid(line)]


def _uplift(line: StatementLine, inputs: dict[str, Any]) -> list[str]:
    reached = _("With this credit %(band)s is reached; what was credited before rises to its rate, by %(rate)s.") % {
        "band": _band(line, inputs),
        "rate": _rate(line),
    }
    return [reached, _calculation(line), *_paid(line)]


def _claw_back(line: StatementLine, inputs: dict[str, Any]) -> list[str]:
    taken = _("A credit of %(day)s is taken back at the rate at which it was paid, %(rate)s.") % {
        "day": formats.day(line.earned_on),
        "rate": _rate(line),
    }
    return [taken, _calculation(line), *_paid(line)]


def _release(line: StatementLine, inputs: dict[str, Any]) -> list[str]:
    paid = _("The customer has paid %(collected)s of %(invoiced)s.") % {
        "collected": formats.number(inputs["collected"]),
        "invoiced": formats.number(inputs["invoiced"]),
    }
    due = _("Of the %(earned)s earned, %(before)s was paid before; %(amount)s is due now.") % {
        "earned": _money(line, inputs["earned_minor"]),
        "before": _money(line, inputs["paid_minor"]),
        "amount": _money(line, line.amount_minor),
    }
    return [paid, due]


def _adjustment(line: StatementLine, inputs: dict[str, Any]) -> list[str]:
    return [_("A dispute was accepted: %(reason)s") % {"reason": inputs["reason"]}]


def _paid(line: StatementLine) -> list[str]:
    if line.amount_minor == line.result_minor:
        return []
    parts = {"amount": _money(line, line.amount_minor), "earned": _money(line, line.result_minor)}
    return [_("%(amount)s of %(earned)s is paid now; the rest follows as the customer pays.") % parts]


@dataclass(frozen=True)
class Based:
    """As much of a component as a sentence asks of it."""

    basis: Basis


def _told(line: StatementLine, inputs: dict[str, Any]) -> list[str]:
    """Kinds of lines that have no bands to open: the engine's own sentence, with the same numbers."""
    credit = inputs["who"] or (_("This record") if line.entry_id else "")
    known = (str(line.payee_id), "", inputs["kind"], line.earned_on, line.on, credit, line.entry_id, "", inputs["band"])
    amounts = (inputs["base"], inputs["before"], inputs["rate"], inputs["factor"], line.result_minor, line.amount_minor)
    digits = currency(line.currency).minor_digits
    teller = Teller(digits, {"": Based(Basis(inputs["basis"]))})
    return [teller.sentence(EngineLine(*known, *amounts, inputs["rule"]))]


TOLD = {
    "commission.step": _tiers,
    "commission.flat": _tiers,
    "commission.interpolated": _tiers,
    "commission.uplift": _uplift,
    "commission.claw_back": _claw_back,
    "commission.release": _release,
    "commission.adjustment": _adjustment,
    "commission.told": _told,
}
