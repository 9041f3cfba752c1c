"""Rates: how much a base earns. One class per way of putting it; `kind` tells them apart in the file."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from kaituo.foundation.calc.rates import Edge
from kaituo.performance.commissions.engine.plan.part import Amount, Fraction, Money, Part
from kaituo.performance.commissions.engine.plan.words import By, Dimension, Method, Ratio


class Constant(Part):
    """One rate for everything."""

    kind: Literal["constant"] = "constant"
    rate: Fraction


class PerUnit(Part):
    """An amount of money for each piece or record of the basis."""

    kind: Literal["per_unit"] = "per_unit"
    amount: Money


class Band(Part):
    """From `lower` up to `upper` (null: without end) at `rate`; in a table that pays per unit the rate is an amount for each."""

    lower: Amount = Decimal(0)
    upper: Amount | None = None
    rate: Fraction


class Table(Part):
    """Bands, and how they are read."""

    kind: Literal["table"] = "table"
    bands: tuple[Band, ...]
    method: Method = Method.STEP
    by: By = By.BASIS
    edge: Edge = Edge.UPPER
    accumulated: bool = Field(default=True, description="false: every credit starts from the first band")
    per_unit: bool = Field(default=False, description="true: rates are amounts of money for each unit of the basis")


class Linear(Part):
    """A rate that grows in a straight line with the share of the target: `at_zero` at 0 %, `at_target` at 100 %, never above `at_most`
    (null: `at_target`)."""

    kind: Literal["linear"] = "linear"
    at_zero: Fraction = Decimal(0)
    at_target: Fraction
    at_most: Fraction | None = None
    by: Literal[By.TARGET, By.ATTAINMENT] = By.ATTAINMENT


class Named(Part):
    """One side of a lookup, by what is known of a credit; `values` in order, "*" stands for all others."""

    by: Dimension
    values: tuple[str, ...]


class Ranged(Part):
    """One side of a lookup, by a share worked out for the credit; `lower` are the lower edges of the ranges, rising from 0."""

    by: Ratio
    lower: tuple[Fraction, ...]


def _side(given: Any) -> str:
    fields = given if isinstance(given, dict) else vars(given) if isinstance(given, Part) else {}
    return "ranged" if "lower" in fields else "named"


Side = Annotated[Annotated[Named, Tag("named")] | Annotated[Ranged, Tag("ranged")], Discriminator(_side)]


class Lookup(Part):
    """Rates by two dimensions: `rates[row][column]`. Without `columns` each row holds one rate."""

    kind: Literal["lookup"] = "lookup"
    rows: Side
    columns: Side | None = None
    rates: tuple[tuple[Fraction, ...], ...]


class Expression(Part):
    """What is left: the commission of one credit in money, by the checked formula language."""

    kind: Literal["formula"] = "formula"
    text: str


class CompanyShare(Part):
    """The company keeps its share of the basis until it has `cap` in the window; from then on the payee has all of it."""

    kind: Literal["company_share"] = "company_share"
    company_rate: Fraction
    cap: Money


Rate = Annotated[Constant | PerUnit | Table | Linear | Lookup | Expression | CompanyShare, Field(discriminator="kind")]
