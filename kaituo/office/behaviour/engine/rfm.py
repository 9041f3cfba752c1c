"""The eight types of customers by whether they bought lately, often and for much. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

HIGH = 3
"""From this point of five on, lately, often and much count as high."""
Kind = tuple[bool, bool, bool]
KINDS: tuple[Kind, ...] = (
    (True, True, True),
    (True, False, True),
    (False, True, True),
    (False, False, True),
    (True, True, False),
    (True, False, False),
    (False, True, False),
    (False, False, False),
)
"""(lately, often, for much), those who buy for much first."""


@dataclass(frozen=True)
class Points:
    """How many customers share these points, and their revenue."""

    r: int
    f: int
    m: int
    count: int
    revenue: Decimal

    @property
    def kind(self) -> Kind:
        return self.r >= HIGH, self.f >= HIGH, self.m >= HIGH


@dataclass(frozen=True)
class Group:
    count: int = 0
    revenue: Decimal = Decimal(0)

    def __add__(self, other: "Group | Points") -> "Group":
        return Group(self.count + other.count, self.revenue + other.revenue)


def by_kind(points: Iterable[Points]) -> dict[Kind, Group]:
    """Every kind, also one without anybody."""
    found = {kind: Group() for kind in KINDS}
    for each in points:
        found[each.kind] += each
    return found


def by_square(points: Iterable[Points]) -> dict[tuple[int, int], Group]:
    """By R and F."""
    found: dict[tuple[int, int], Group] = {}
    for each in points:
        found[each.r, each.f] = found.get((each.r, each.f), Group()) + each
    return found
