"""Where somebody stands in a running contest, in short: her place, what is missing to the one before, who of her people stands where."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from kaituo.foundation.identity.access import owners_in_reach, visible
from kaituo.foundation.identity.models import User

from .board import Board, Line
from .choices import Kind
from .models import Contest, Entrant
from .queries import entered_by

MOST_NAMED = 3


@dataclass
class Place:
    """`gap`: to the figure asked for, to the next place, or of the first one to the second; None where figures do not compare. `led`: her people, best first."""

    board: Board
    mine: Line | None
    gap: Decimal | None = None
    next_place: int | None = None
    is_ahead: bool = False
    led: list[Line] = field(default_factory=list)
    led_count: int = 0


def of_concern(user: User, today: date) -> QuerySet[Contest]:
    """Running contests in which she takes part, or people whom she leads."""
    led = owners_in_reach(user, Entrant, "name")
    entrants = Entrant.objects.active() if led is None else Entrant.objects.active().filter(person__in=led)
    concerned = Q(pk__in=entered_by(user, today)) | Q(pk__in=entrants.values("contest"))
    return visible(user, Contest.objects.running()).filter(concerned).order_by("last_on", "pk")


def place_of(board: Board, reader: User) -> Place:
    led = owners_in_reach(reader, Entrant, "name")
    others = [line for line in board.ahead if line.is_named and not line.is_mine and _is_led(line, led)]
    found = Place(board, board.mine, led=others[:MOST_NAMED], led_count=len(others))
    if board.mine is not None:
        _measure(found, board.mine, [line for line in board.lines if line.place and line.figure is not None])
    return found


def _is_led(line: Line, led: set[int] | None) -> bool:
    return led is None or line.entrant.person_id in led


def _measure(found: Place, mine: Line, placed: list[Line]) -> None:
    """Relays and improvements are compared by legs and rates, which have no gap in the measure's unit."""
    contest = found.board.contest
    if contest.kind in (Kind.RELAY, Kind.MOST_IMPROVED) or mine.figure is None:
        return
    if contest.kind == Kind.FIRST_TO:
        found.gap = max(contest.figure - mine.figure, Decimal(0)) if contest.figure else None
        return
    before = [line for line in placed if mine.place is None or line.place < mine.place]
    behind = [line for line in placed if mine.place is not None and line.place > mine.place]
    if before:
        found.gap, found.next_place = abs(before[-1].figure - mine.figure), before[-1].place
    elif behind:
        found.gap, found.is_ahead = abs(mine.figure - behind[0].figure), True
