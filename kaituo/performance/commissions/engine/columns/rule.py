"""A rule: all versions of one component, with the scale in which its results are kept until they are rounded."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from kaituo.foundation.calc.rates import RATE_DIGITS
from kaituo.performance.commissions.engine.columns import bands, splitting
from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS, UNIT_DIGITS
from kaituo.performance.commissions.engine.plan.components import Commission, Component, Override, Spiff
from kaituo.performance.commissions.engine.plan.document import Plan, Terms
from kaituo.performance.commissions.engine.plan.rates import Constant, Expression, Lookup, PerUnit, Rate, Table
from kaituo.performance.commissions.engine.plan.words import Basis, By, Method


def basis_digits(basis: Basis, money_digits: int) -> int:
    """How many decimals the whole numbers of a basis carry."""
    return {Basis.UNITS: UNIT_DIGITS, Basis.COUNT: 0}.get(basis, money_digits)


AXES = {By.AMOUNT: Basis.AMOUNT, By.MARGIN: Basis.MARGIN, By.UNITS: Basis.UNITS, By.COUNT: Basis.COUNT}
"""Which basis the bands of a table are measured in, where it is not the component's own."""


@dataclass(frozen=True)
class Version:
    """One component as it stands in one of the plan's terms; `at` numbers the terms, `path` is its place in the document."""

    at: int
    component: Component
    terms: Terms
    path: str
    money_digits: int

    @property
    def starts_on(self) -> date:
        return self.terms.starts_on

    @cached_property
    def basis(self) -> Basis:
        return getattr(self.component, "basis", Basis.AMOUNT)

    @cached_property
    def digits(self) -> int:
        return basis_digits(self.basis, self.money_digits)

    @cached_property
    def rate(self) -> Rate | None:
        """The rate in its plain form: lines and company shares are tables, a SPIFF is an amount for each."""
        given = getattr(self.component, "rate", None)
        if isinstance(self.component, Spiff):
            given = PerUnit(amount=self.component.amount)
        return bands.plain(given, self.money_digits) if isinstance(self.component, Commission | Override | Spiff) else None

    @cached_property
    def table(self) -> Table | None:
        return self.rate if isinstance(self.rate, Table) else None

    @property
    def is_per_unit(self) -> bool:
        return isinstance(self.rate, PerUnit) or bool(self.table and self.table.per_unit)

    @cached_property
    def step(self) -> Decimal:
        """What a rate of 1 gives for one whole number of the basis, in minor units: 1, or the money for each piece."""
        return Decimal(10) ** (self.money_digits - self.digits) if self.is_per_unit else Decimal(1)

    @cached_property
    def edges(self) -> list[int]:
        """Lower edges of the bands in whole numbers of the axis; for shares of a target they are not known here."""
        table = self.table
        if table is None or table.by in (By.TARGET, By.ATTAINMENT):
            return []
        digits = basis_digits(AXES.get(table.by, self.basis), self.money_digits)
        return [int(band.lower * Decimal(10) ** digits) for band in table.bands]

    @property
    def first_edge(self) -> int | None:
        """Where the second band begins."""
        return self.edges[1] if len(self.edges) > 1 else None

    @cached_property
    def scale_digits(self) -> int:
        """Decimals that keep every rate of this version exact."""
        if isinstance(self.rate, Expression):
            return SHARE_DIGITS
        own = RATE_DIGITS if self.table and self.table.method is Method.INTERPOLATED else max(map(_decimals, rates_of(self.rate)), default=0)
        return max(0, own - (self.money_digits - self.digits if self.is_per_unit else 0))


@dataclass(frozen=True)
class Rule:
    """`number` names its tables; `digits` is the power of ten under all its exact results, without factors and shares."""

    number: int
    key: str
    versions: tuple[Version, ...]

    @property
    def kind(self) -> str:
        return self.versions[0].component.kind

    @property
    def first(self) -> Component:
        return self.versions[0].component

    @cached_property
    def digits(self) -> int:
        return max(version.scale_digits for version in self.versions)

    @cached_property
    def share_scale(self) -> int:
        """Above 1 where a split shares the pay and not the credit: results then carry this further factor."""
        splits = [getattr(version.component, "split", None) for version in self.versions]
        return max((splitting.scale_of(split) for split in splits if split and split.apply == "after_rate"), default=1)

    @cached_property
    def has_factor(self) -> bool:
        return any(version.component.gate or version.component.multipliers for version in self.versions)

    @property
    def is_released(self) -> bool:
        """Whether something of it is paid later than it is earned."""
        return any(getattr(version.component, "release", None) for version in self.versions)

    @cached_property
    def denominator(self) -> int:
        """What exact results are divided by to be minor units."""
        factor: int = 10**SHARE_DIGITS if self.has_factor else 1
        return int(10**self.digits * self.share_scale * factor)

    def whole_rate(self, version: Version, rate: Decimal) -> int:
        """A rate as the whole number by which the basis is multiplied."""
        return int(rate * version.step * Decimal(10) ** self.digits)


def rules_of(plan: Plan, money_digits: int) -> list[Rule]:
    """In the order in which they can be calculated: overrides after what they are worked out from."""
    found: dict[str, list[Version]] = {}
    for at, terms in enumerate(plan.terms):
        places = {component.key: f"$.terms[{at}].components[{number}]" for number, component in enumerate(terms.components)}
        for component in terms.components:
            found.setdefault(component.key, []).append(Version(at, component, terms, places[component.key], money_digits))
    ready = _in_order(found)
    return [Rule(number, key, tuple(found[key])) for number, key in enumerate(ready)]


def _in_order(found: dict[str, list[Version]]) -> list[str]:
    """Keys so that every version of an override comes after all it names, whichever terms it stands in."""
    needs = {
        key: {name for each in versions if isinstance(each.component, Override) for name in each.component.components}
        for key, versions in found.items()
    }
    placed: list[str] = []
    while len(placed) < len(found):
        ready = [key for key in found if key not in placed and needs[key] & found.keys() <= set(placed)]
        placed += ready or [key for key in found if key not in placed]
    return placed


def rates_of(rate: Rate | None) -> list[Decimal]:
    if isinstance(rate, Table):
        return [band.rate for band in rate.bands]
    if isinstance(rate, Lookup):
        return [each for row in rate.rates for each in row]
    if isinstance(rate, Constant):
        return [rate.rate]
    return [rate.amount] if isinstance(rate, PerUnit) else []


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
