"""Whose turn it is among several people: in turn, by weight, or whoever has least."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

IN_TURN, WEIGHTED, LEAST = "in_turn", "weighted", "least"


@dataclass(frozen=True)
class Seat:
    """One person in the round.

    given: how many she was given so far. served: the number of the round's last gift to her, 0 for never. load: what she has open.
    """

    person: int
    position: int = 0
    weight: int = 1
    given: int = 0
    served: int = 0
    load: int = 0


def next_seat(seats: Sequence[Seat], mode: str) -> Seat:
    """Raises ValueError when nobody sits there."""
    if mode == WEIGHTED:
        return min(seats, key=lambda seat: (Fraction(seat.given + 1, max(seat.weight, 1)), seat.served, seat.position, seat.person))
    if mode == LEAST:
        return min(seats, key=lambda seat: (seat.load, seat.served, seat.position, seat.person))
    return min(seats, key=lambda seat: (seat.served, seat.position, seat.person))


def share_out(seats: Sequence[Seat], mode: str, count: int) -> tuple[list[int], list[Seat]]:
    """The people who get `count` things one after another, and the seats as they stand afterwards."""
    standing = {seat.person: seat for seat in seats}
    people, last = [], max((seat.served for seat in seats), default=0)
    for _turn in range(count):
        last += 1
        chosen = next_seat(list(standing.values()), mode)
        standing[chosen.person] = replace(chosen, given=chosen.given + 1, served=last, load=chosen.load + 1)
        people.append(chosen.person)
    return people, list(standing.values())


def joined(newcomer: Seat, others: Sequence[Seat]) -> Seat:
    """Whoever joins a weighted round later starts where the others stand, instead of being given everything until she has caught up."""
    least = min((Fraction(seat.given, max(seat.weight, 1)) for seat in others), default=Fraction(0))
    return replace(newcomer, given=int(least * newcomer.weight))
