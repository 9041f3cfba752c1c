"""What an administrator's measure must keep to: known names, no loops, sensible units, no more than a reader can follow. Reads the shelf only."""

import re

from kaituo.foundation.calc import formula as language
from kaituo.foundation.calc.formula import Formula, FormulaError

from .choices import Kind
from .measure import MEASURES, OWN, Measure
from .units import unit_fits

DOTTED = re.compile(r"\b([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\b")
MOST_PARTS = 12
"""So many counted measures behind one number can still be read at once."""


class Loop(ValueError):
    """The formula asks, at last, for itself."""


class TooManyParts(ValueError):
    """More counted measures stand behind it than anybody can follow."""


class WrongUnit(ValueError):
    """The formula gives another unit than was chosen."""


def known_names(but: str = "") -> dict[str, str]:
    """How formulas may name measures: "orders_booked_revenue" for "orders.booked_revenue"."""
    return {name.replace(".", "_"): name for name in MEASURES if name != but}


def compiled(text: str, unit: str, own: str = "") -> tuple[Formula, dict[str, str]]:
    """The checked formula with the measure behind each of its names; `own` is the measure it defines.

    Raises FormulaError, Loop, TooManyParts or WrongUnit.
    """
    known = known_names()
    formula = language.compile(DOTTED.sub(r"\1_\2", text), known)
    names = {name: known[name] for name in sorted(formula.names)}
    if not names:
        raise FormulaError("formula.no_measure")
    parts = _parts(names.values(), own)
    if len(parts) > MOST_PARTS:
        raise TooManyParts
    if not unit_fits(formula.root, {name: MEASURES[measure].unit for name, measure in names.items()}, unit):
        raise WrongUnit
    return formula, names


def _parts(names, own: str, above: frozenset[str] = frozenset()) -> set[str]:
    found: set[str] = set()
    for name in names:
        if name == own or name in above:
            raise Loop
        measure = MEASURES[name]
        found |= _parts(measure.names.values(), own, above | {name}) if measure.formula else {name}
    return found


def countable() -> list[Measure]:
    """The measures that may be narrowed: those with records of their own, that are not narrowed already."""
    return [measure for name, measure in sorted(MEASURES.items()) if measure.kind != Kind.RATIO and measure.rows and not name.startswith(OWN)]
