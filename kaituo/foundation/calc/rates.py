"""Rate tables: which rate an amount earns, band by band, and the slices that explain it.

The three kinds, for bands 0–100 at 5 % and from 100 at 10 %:
- step: each slice at its own rate; 150 earns 100 × 5 % + 50 × 10 % = 10.
- flat: the whole at the rate of the band reached; 150 earns 150 × 10 % = 15.
- interpolated: the whole at a rate that moves in a straight line from the band's own rate (at its lower edge) to the next band's
  (at its upper edge); in a last band without an end it stays. 50 earns 50 × 7.5 % = 3.75.

For accumulated credit each call answers what the slice (before, before + amount] adds, so the sum over all credits is what the total
earns, in whatever order they came. Below zero the table is mirrored: a return takes away exactly what the sale gave.
Who earns and what is rounded is decided by the engines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from kaituo.foundation.calc.problems import Problem, Refused
from kaituo.foundation.kernel.rounding import EXACT, quotient, round_half_up

# An interpolated rate is a quotient; it is cut here once, far below one minor unit of any real amount.
RATE_DIGITS = 15


class RateKind(StrEnum):
    STEP = "step"
    FLAT = "flat"
    INTERPOLATED = "interpolated"


class Edge(StrEnum):
    """To which band an amount exactly on an edge belongs."""

    UPPER = "upper"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Band:
    """From `lower` to `upper` (None: without end), in minor units, pieces or shares of a target; `rate` is a fraction."""

    lower: Decimal
    upper: Decimal | None
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Slice:
    """`result` = `base` × `rate`, exact and not yet rounded.

    `is_uplift` marks what a higher rate adds for amounts credited earlier: there `rate` is the difference of the two rates.
    """

    band: int
    base: int
    rate: Decimal
    result: Decimal
    is_uplift: bool = False


@dataclass(frozen=True)
class RateTable:
    """Bands in ascending order. `lowest_rate` and `highest_rate` bound what may be entered at all."""

    bands: tuple[Band, ...]
    kind: RateKind = RateKind.STEP
    edge: Edge = Edge.UPPER
    lowest_rate: Decimal = Decimal(0)
    highest_rate: Decimal = Decimal(1)

    def validate(self) -> list[Problem]:
        """Every fault of the table; an empty list means it can be applied to any amount."""
        if not self.bands:
            return [Problem("rates.no_band")]
        faults = [fault for at in range(len(self.bands)) for fault in self._faults_of(at)]
        if self.bands[0].lower != 0:
            faults.insert(0, Problem("rates.not_from_zero", "band 1", {"lower": self.bands[0].lower}))
        if self.bands[-1].upper is not None:
            faults.append(Problem("rates.not_open_ended", f"band {len(self.bands)}", {"upper": self.bands[-1].upper}))
        return faults

    def scaled(self, by: Decimal | int) -> "RateTable":
        """The same table with its borders multiplied: shares of a target become minor units, rounded to whole ones."""
        bands = tuple(Band(_times(band.lower, by), None if band.upper is None else _times(band.upper, by), band.rate) for band in self.bands)
        return RateTable(bands, self.kind, self.edge, self.lowest_rate, self.highest_rate)

    def apply(self, amount_minor: int, before_minor: int = 0) -> list[Slice]:
        """What `amount_minor` earns on top of `before_minor`, as slices whose results sum to it. Raises Refused on a faulty table."""
        if self.faults_for_amounts:
            raise Refused(self.faults_for_amounts)
        if not amount_minor:
            return []
        return self._marginal(amount_minor, before_minor) if self.kind is RateKind.STEP else self._whole(amount_minor, before_minor)

    def reached(self, amount_minor: int) -> int:
        """Position of the band an amount reaches, from 0; an amount on an edge follows the edge rule."""
        magnitude, found = abs(amount_minor), 0
        for at, band in enumerate(self.bands):
            if magnitude > band.lower or (magnitude == band.lower and self.edge is Edge.UPPER):
                found = at
        return found

    def rate_at(self, amount_minor: int) -> Decimal:
        """The rate the whole of an amount has, for flat and interpolated tables."""
        at = self.reached(amount_minor)
        band = self.bands[at]
        if self.kind is RateKind.FLAT or band.upper is None:
            return band.rate
        inside = quotient(abs(amount_minor) - band.lower, band.upper - band.lower, RATE_DIGITS)
        return round_half_up(band.rate + inside * (self.bands[at + 1].rate - band.rate), RATE_DIGITS)

    @cached_property
    def faults_for_amounts(self) -> list[Problem]:
        """Faults that matter once the table is applied to amounts: also borders that are no whole units (shares not yet scaled)."""
        broken = [Problem("rates.edge_not_whole", f"band {at + 1}", {"lower": band.lower}) for at, band in enumerate(self.bands) if band.lower % 1]
        return self.validate() + broken

    def _faults_of(self, at: int) -> Iterator[Problem]:
        band, source = self.bands[at], f"band {at + 1}"
        if not self.lowest_rate <= band.rate <= self.highest_rate:
            yield Problem("rates.out_of_range", source, {"rate": band.rate, "lowest": self.lowest_rate, "highest": self.highest_rate})
        if band.upper is not None and band.upper <= band.lower:
            yield Problem("rates.empty_band", source, {"lower": band.lower, "upper": band.upper})
        if at:
            yield from self._faults_between(self.bands[at - 1].upper, band.lower, source)

    @staticmethod
    def _faults_between(upper: Decimal | None, lower: Decimal, source: str) -> Iterator[Problem]:
        if upper is None or upper > lower:
            yield Problem("rates.overlap", source, {"upper": upper, "lower": lower})
        elif upper < lower:
            yield Problem("rates.gap", source, {"upper": upper, "lower": lower})

    def _marginal(self, amount: int, before: int) -> list[Slice]:
        low, high = sorted((before, before + amount))
        sign = 1 if amount > 0 else -1
        slices = [*self._overlaps(max(low, 0), max(high, 0)), *self._overlaps(max(-high, 0), max(-low, 0))]
        return [_slice(at, sign * base, self.bands[at].rate) for at, base in slices]

    def _overlaps(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        for at, band in enumerate(self.bands):
            top = high if band.upper is None else min(high, int(band.upper))
            base = top - max(low, int(band.lower))
            if base > 0:
                yield at, base

    def _whole(self, amount: int, before: int) -> list[Slice]:
        after = before + amount
        at, rate = self.reached(after), self.rate_at(after)
        moved = rate - self.rate_at(before) if before else Decimal(0)
        slices = [_slice(at, amount, rate)]
        return [*slices, _slice(at, before, moved, is_uplift=True)] if moved else slices


def _slice(band: int, base: int, rate: Decimal, is_uplift: bool = False) -> Slice:
    return Slice(band, base, rate, EXACT.multiply(Decimal(base), rate), is_uplift)


def _times(border: Decimal, by: Decimal | int) -> Decimal:
    return round_half_up(EXACT.multiply(border, Decimal(by)))
