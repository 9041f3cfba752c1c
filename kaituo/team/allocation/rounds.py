"""Shares customers out among people, and remembers whose turn it was."""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import Count

from kaituo.sales.customers.models import Account

from .engine.turns import Seat, joined, share_out
from .models import Turn


def shared_out(name: str, weights: dict[int, int], mode: str, count: int, loads: Callable[[list[int]], dict[int, int]] | None = None) -> list[int]:
    """The people who get `count` things of the round `name`, in order; the round remembers it. Whoever calls holds what the round belongs to."""
    seats = seats_of(name, weights, (loads or customers_held)(list(weights)))
    people, after = share_out(seats, mode, count)
    _remember(name, after)
    return people


def seats_of(name: str, weights: dict[int, int], loads: dict[int, int]) -> list[Seat]:
    turns = {turn.person_id: turn for turn in Turn.objects.filter(round=name)}
    people = list(weights)
    known = [_seat(number, person, weights[person], turns[person], loads) for number, person in enumerate(people) if person in turns]
    new = [Seat(person, number, weights[person], load=loads.get(person, 0)) for number, person in enumerate(people) if person not in turns]
    return [*known, *(joined(seat, known) for seat in new)]


def remember(name: str, seats: list[Seat], chosen: int) -> None:
    """One more was given to the chosen one; the others stand as they are."""
    last = max((seat.served for seat in seats), default=0)
    _remember(name, [replace(seat, given=seat.given + 1, served=last + 1) if seat.person == chosen else seat for seat in seats])


def customers_held(people: list[int]) -> dict[int, int]:
    rows = Account.objects.active().filter(owner__in=people).order_by().values_list("owner_id").annotate(Count("pk"))
    return dict(rows)


def _seat(number: int, person: int, weight: int, turn: Turn, loads: dict[int, int]) -> Seat:
    return replace(Seat(person, number, weight), given=turn.given, served=turn.served, load=loads.get(person, 0))


def _remember(name: str, seats: list[Seat]) -> None:
    rows = [Turn(round=name, person_id=seat.person, given=seat.given, served=seat.served) for seat in seats]
    Turn.objects.bulk_create(rows, update_conflicts=True, unique_fields=["round", "person"], update_fields=["given", "served"])
