"""A relay: the members of a team run one after the other; what a member adds counts while it is her leg, and at the figure of the leg she passes the baton on.

What goes beyond the figure on the day of the change is not carried over: the next leg begins with the day after it, so that nobody runs twice on one day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Days = Sequence[tuple[date, Decimal]]


@dataclass(frozen=True, slots=True)
class Leg:
    """`from_day` is None while nobody passed the baton to her; `done_on` the day on which she reached the figure."""

    member: int
    from_day: date | None = None
    figure: Decimal = Decimal(0)
    done_on: date | None = None


def run(members: Sequence[int], days: Mapping[int, Days], figure: Decimal, start: date) -> list[Leg]:
    """The legs in order. `days`: of each member what she added, by day."""
    legs: list[Leg] = []
    begins: date | None = start
    for member in members:
        leg = Leg(member) if begins is None else _leg(member, days.get(member, ()), figure, begins)
        legs.append(leg)
        begins = date.fromordinal(leg.done_on.toordinal() + 1) if leg.done_on else None
    return legs


def _leg(member: int, days: Days, figure: Decimal, begins: date) -> Leg:
    total = Decimal(0)
    for day, amount in sorted(days):
        if day < begins:
            continue
        total += amount
        if total >= figure:
            return Leg(member, begins, total, day)
    return Leg(member, begins, total)
