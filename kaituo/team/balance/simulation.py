"""What a re-balancing would make of everybody's load: the figures of the day it was reckoned, and the same after the moves that count."""

from dataclasses import dataclass
from typing import Any

from kaituo.foundation.identity.models import User

from .models import Rebalancing, RebalancingMove
from .overview import middle_of, tone_of
from .weighing import Load


@dataclass(frozen=True)
class Turn:
    person: User
    before: Load
    after: Load
    gives: int
    takes: int

    @property
    def tone(self) -> str:
        return tone_of(self.after)


def before_and_after(row: Rebalancing) -> dict[str, Any]:
    """`turns`: whoever gives or takes first, then the others; `middle`: the medians; `spread`: the widest gap between two shares, before and after."""
    moves = [move for move in row.moves.all() if not move.is_taken_out]
    before = {int(pk): Load(**figures) for pk, figures in row.people.items()}
    after = {pk: _after(pk, load, moves) for pk, load in before.items()}
    people = User.objects.in_bulk(before)
    turns = [
        Turn(person, before[pk], after[pk], sum(move.giver_id == pk for move in moves), sum(move.receiver_id == pk for move in moves))
        for pk, person in people.items()
    ]
    turns.sort(key=lambda turn: (not (turn.gives or turn.takes), -(turn.before.share or 0), turn.person.sort_key))
    middle = middle_of(before.values()), middle_of(after.values())
    widest = max([1, *(load.share for load in before.values() if load.share is not None)])
    return {"turns": turns, "middle": middle, "spread": (_spread(before), _spread(after)), "widest": widest, "count": len(moves)}


def _after(person: int, load: Load, moves: list[RebalancingMove]) -> Load:
    found = Load(load.customers, load.potential, load.pipeline, load.visits, load.capacity)
    for move in moves:
        sign = (move.receiver_id == person) - (move.giver_id == person)
        if sign:
            found.add(Load(sign, sign * move.potential, sign * move.pipeline, sign * move.visits))
    return found


def _spread(loads: dict[int, Load]) -> Any:
    shares = [load.share for load in loads.values() if load.share is not None]
    return max(shares) - min(shares) if shares else None
