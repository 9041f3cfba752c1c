"""Which customers should change hands so that everybody's load comes nearer to the common one. Loads in, moves out; whole numbers throughout.

Load is weight against capacity. One customer at a time goes from somebody above the common load to somebody below it who may take it: the move that evens
out most is made first, and of equal ones a customer that its rep holds out of place, then one that was spoken with longest ago. It ends after `most`
moves, or when no giver is a `tolerance` above a receiver any more. Customers that are to stay are not among those given here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SCALE = 1_000_000
TOLERANCE = 100_000
"""A tenth of the capacity, in millionths."""
EMPTY: frozenset[str] = frozenset()


@dataclass
class Seat:
    """A person: what she can do, what she has to do, and the places where she may be given customers."""

    person: int
    capacity: int
    load: int
    places: frozenset[str] = EMPTY

    @property
    def share(self) -> int:
        """Load against capacity, in millionths; whoever has no capacity is over any load."""
        return self.load * SCALE // max(self.capacity, 1)


@dataclass(frozen=True)
class Parcel:
    """A customer that may move. `places`: where it lies, by any of which somebody may take it. `silent_days`: since anybody spoke with it."""

    customer: int
    owner: int
    weight: int
    places: frozenset[str] = EMPTY
    silent_days: int = 0
    barred: frozenset[int] = frozenset()
    """People who may not take it, whatever their place."""


@dataclass(frozen=True)
class Move:
    customer: int
    giver: int
    receiver: int
    giver_share: int
    """Load of the giver against her capacity before this move, in millionths; so the receiver's."""
    receiver_share: int
    is_misplaced: bool
    """The giver does not work where the customer lies."""


def even_out(seats: Iterable[Seat], parcels: Iterable[Parcel], most: int, tolerance: int = TOLERANCE) -> list[Move]:
    """The moves in the order in which they even out. The seats given are not changed."""
    people = {each.person: Seat(each.person, each.capacity, each.load, each.places) for each in seats}
    held: dict[int, list[Parcel]] = {}
    for parcel in parcels:
        if parcel.weight > 0 and parcel.owner in people:
            held.setdefault(parcel.owner, []).append(parcel)
    moves: list[Move] = []
    while len(moves) < most and (found := _next(people, held, tolerance)):
        parcel, receiver = found
        giver = people[parcel.owner]
        moves.append(Move(parcel.customer, giver.person, receiver.person, giver.share, receiver.share, not parcel.places & giver.places))
        held[giver.person].remove(parcel)
        giver.load, receiver.load = giver.load - parcel.weight, receiver.load + parcel.weight
    return moves


def _next(people: dict[int, Seat], held: dict[int, list[Parcel]], tolerance: int) -> tuple[Parcel, Seat] | None:
    """Who is above the common load gives first, the highest before the others; None: nothing evens out any more."""
    common = Seat(0, sum(each.capacity for each in people.values()), sum(each.load for each in people.values())).share
    above = sorted((each for each in people.values() if each.share > common and held.get(each.person)), key=lambda each: (-each.share, each.person))
    below = [each for each in people.values() if each.share < common and each.capacity > 0]
    for giver in above:
        takers = sorted((each for each in below if giver.share - each.share > tolerance), key=lambda each: (each.share, each.person))
        best = _best(giver, takers, held[giver.person])
        if best is not None:
            return best
    return None


def _best(giver: Seat, takers: list[Seat], parcels: list[Parcel]) -> tuple[Parcel, Seat] | None:
    found, rank = None, (0, False, 0, 0)
    for taker in takers:
        for parcel in parcels:
            if not parcel.places & taker.places or taker.person in parcel.barred:
                continue
            evened = gain(giver, taker, parcel.weight)
            mark = (evened, not parcel.places & giver.places, parcel.silent_days, -parcel.customer)
            if evened > 0 and mark > rank:
                found, rank = (parcel, taker), mark
    return found


def gain(giver: Seat, receiver: Seat, weight: int) -> int:
    """By how much the move lessens the spread: the sum of load² ÷ capacity over both, before less after."""
    gives, takes = max(giver.capacity, 1), max(receiver.capacity, 1)
    lifted = weight * (2 * giver.load - weight) * takes
    laid_on = weight * (2 * receiver.load + weight) * gives
    return (lifted - laid_on) * SCALE // (gives * takes)
