"""Who stands where: places by the kind of contest and its rule for ties.

Two who are equal under the rule stand on the same place, and the places they take are gone: 1, 2, 2, 4. Whoever has nothing to be placed by has no place, and
why is said. Figures of which less is better are compared the other way round.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kaituo.foundation.kernel.rounding import quotient

RATE_DIGITS = 6
NOTHING = Decimal(0)
NEVER = datetime.max.replace(tzinfo=UTC)


class Kind(StrEnum):
    INDIVIDUAL = "individual"
    TEAM = "team"
    RELAY = "relay"
    FIRST_TO = "first_to"
    MOST_IMPROVED = "most_improved"


class Tie(StrEnum):
    SHARE = "share"
    EARLIER = "earlier"
    SECOND = "second"


class State(StrEnum):
    """Why somebody has a place, or none."""

    PLACED = "placed"
    NOTHING = "nothing"
    NO_FIGURE = "no_figure"
    BELOW = "below"
    NOT_REACHED = "not_reached"
    NO_BASE = "no_base"
    SMALL_BASE = "small_base"
    NOT_IMPROVED = "not_improved"


@dataclass(frozen=True, slots=True)
class Terms:
    """`least_figure`: below it nobody is placed; `least_base`: a smaller past is too small to compare with; `less_wins`: the smaller figure is ahead."""

    kind: Kind
    tie: Tie = Tie.SHARE
    least_figure: Decimal | None = None
    least_base: Decimal | None = None
    less_wins: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one who takes part. `reached_at`: when she reached the figure (first to, relay: the last leg), or her present one."""

    key: int
    figure: Decimal | None
    base: Decimal | None = None
    second: Decimal | None = None
    reached_at: datetime | None = None
    legs_done: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """`rate`: by how much she improved on her past. `is_tied`: shares the place with somebody."""

    line: Line
    state: State
    place: int | None = None
    rate: Decimal | None = None
    is_tied: bool = False


Order = tuple[Any, ...]


def stand(lines: Iterable[Line], terms: Terms) -> list[Placed]:
    """The placed ones first, in order; then the others, the nearest first."""
    judged = [Placed(line, _state(line, terms), rate=improvement(line)) for line in lines]
    placed = sorted((each for each in judged if each.state == State.PLACED), key=lambda each: (_order(each, terms), each.line.key))
    others = sorted((each for each in judged if each.state != State.PLACED), key=lambda each: (_nearness(each, terms), each.line.key))
    return [*_numbered(placed, terms), *others]


def improvement(line: Line) -> Decimal | None:
    """(now − past) ÷ past; None where the past is nothing: from nothing there is no rate."""
    if line.figure is None or line.base is None or line.base <= 0:
        return None
    return quotient(line.figure - line.base, line.base, RATE_DIGITS)


def _state(line: Line, terms: Terms) -> State:
    if line.figure is None:
        return State.NO_FIGURE
    if terms.kind == Kind.MOST_IMPROVED:
        return _state_of_improvement(line, terms)
    if terms.kind == Kind.FIRST_TO:
        return State.PLACED if line.reached_at else State.NOT_REACHED
    if terms.less_wins:
        return State.PLACED if terms.least_figure is None or line.figure <= terms.least_figure else State.BELOW
    if line.figure <= 0 and not line.legs_done:
        return State.NOTHING
    return State.BELOW if terms.least_figure is not None and line.figure < terms.least_figure else State.PLACED


def _state_of_improvement(line: Line, terms: Terms) -> State:
    rate = improvement(line)
    if line.base is None or rate is None:
        return State.NO_BASE
    if terms.least_base is not None and line.base < terms.least_base:
        return State.SMALL_BASE
    if (rate >= 0) if terms.less_wins else (rate <= 0):
        return State.NOT_IMPROVED
    return State.BELOW if terms.least_figure is not None and (line.figure or NOTHING) < terms.least_figure else State.PLACED


def _order(each: Placed, terms: Terms) -> Order:
    """Smaller comes first. The part that decides, then what the rule for ties says."""
    return (*_main(each, terms), *_tiebreak(each, terms))


def _main(each: Placed, terms: Terms) -> Order:
    line = each.line
    if terms.kind == Kind.FIRST_TO:
        return (line.reached_at or NEVER,)
    if terms.kind == Kind.RELAY:
        return (-line.legs_done, line.reached_at or NEVER, -(line.figure or 0))
    value = (each.rate if terms.kind == Kind.MOST_IMPROVED else line.figure) or NOTHING
    return (value,) if terms.less_wins else (-value,)


def _tiebreak(each: Placed, terms: Terms) -> Order:
    if terms.tie == Tie.EARLIER:
        return (each.line.reached_at or NEVER,)
    if terms.tie == Tie.SECOND:
        return (each.line.second is None, -(each.line.second or 0))
    return ()


def _numbered(placed: list[Placed], terms: Terms) -> list[Placed]:
    found: list[Placed] = []
    orders = [_order(each, terms) for each in placed]
    for number, (each, order) in enumerate(zip(placed, orders, strict=True), 1):
        is_same = bool(found) and orders[number - 2] == order
        found.append(replace(each, place=found[-1].place if is_same else number, is_tied=orders.count(order) > 1))
    return found


def _nearness(each: Placed, terms: Terms) -> Order:
    figure = each.line.figure
    if figure is None:
        return (True, Decimal(0))
    return (False, figure if terms.less_wins else -figure)
