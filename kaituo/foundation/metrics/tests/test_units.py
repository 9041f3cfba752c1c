"""What comes out of a formula, and what may not be added."""

import pytest

from kaituo.foundation.calc import formula as language
from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.metrics.choices import COUNT, DAYS, MONEY, SHARE
from kaituo.foundation.metrics.units import unit_fits

UNITS = {"revenue": MONEY, "margin": MONEY, "deals": COUNT, "days": DAYS, "rate": SHARE}


def fits(text: str, unit: str) -> bool:
    return unit_fits(language.compile(text, UNITS).root, UNITS, unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("margin / revenue", SHARE),
        ("revenue / deals", MONEY),
        ("days / deals", DAYS),
        ("revenue - 1000", MONEY),
        ("max(revenue, margin) * rate", MONEY),
        ("if(deals > 3, revenue, 0)", MONEY),
        ("round(deals * 100)", COUNT),
        ("margin ** 2 / revenue", MONEY),
    ],
)
def test_the_unit_follows_from_what_is_multiplied_and_divided(text, unit):
    assert fits(text, unit)


@pytest.mark.parametrize(("text", "unit"), [("margin / revenue", MONEY), ("revenue * margin", MONEY), ("revenue / days", MONEY), ("days", COUNT)])
def test_another_unit_than_chosen_does_not_fit(text, unit):
    assert not fits(text, unit)


@pytest.mark.parametrize(
    "text", ["revenue + days", "revenue + deals", "max(revenue, days)", "if(revenue > days, 1, 0)", "if(deals > 1, revenue, days)"]
)
def test_unlike_things_are_neither_added_nor_compared(text):
    with pytest.raises(FormulaError) as refused:
        fits(text, MONEY)
    assert refused.value.code == "formula.unlike_units"
