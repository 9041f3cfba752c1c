"""What the places win. Those who share a place share the prizes of the places they take, in equal parts exact to the smallest unit; a thing is won jointly."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaituo.foundation.kernel.rounding import allocate


@dataclass(frozen=True, slots=True)
class Prize:
    """Of the places `first` to `last`, each: money in whole minor units, or a thing."""

    key: int
    first: int
    last: int
    minor: int = 0
    currency: str = ""
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Won:
    """`winners` are those who win it together: more than one where a place is shared and the prize is a thing."""

    winner: int
    prize: int
    minor: int = 0
    currency: str = ""
    thing: str = ""
    is_joint: bool = False


def won(places: Sequence[tuple[int, int]], prizes: Iterable[Prize]) -> list[Won]:
    """`places`: (winner, place), of those who have one."""
    listed = list(prizes)
    sharing: dict[int, list[int]] = defaultdict(list)
    for winner, place in places:
        sharing[place].append(winner)
    return [each for place, winners in sorted(sharing.items()) for each in _of_place(place, winners, listed)]


def _of_place(place: int, winners: list[int], prizes: list[Prize]) -> list[Won]:
    """The money of all prizes of the taken places together, by currency, and each thing."""
    taken = range(place, place + len(winners))
    counts = [(prize, sum(prize.first <= each <= prize.last for each in taken)) for prize in prizes]
    found = [each for prize, count in counts if count and prize.thing for each in _things(winners, prize, count)]
    for currency in sorted({prize.currency for prize, count in counts if count and prize.minor}):
        paid = [(prize, count) for prize, count in counts if count and prize.minor and prize.currency == currency]
        parts = allocate(sum(prize.minor * count for prize, count in paid), [1] * len(winners))
        found += [Won(winner, paid[0][0].key, part, currency) for winner, part in zip(winners, parts, strict=True) if part]
    return found


def _things(winners: list[int], prize: Prize, count: int) -> list[Won]:
    return [Won(winner, prize.key, thing=prize.thing, is_joint=count < len(winners)) for winner in winners]


def among(members: Sequence[int], minor: int) -> dict[int, int]:
    """What each member of a team gets of its prize."""
    return dict(zip(members, allocate(minor, [1] * len(members)), strict=True)) if members else {}
