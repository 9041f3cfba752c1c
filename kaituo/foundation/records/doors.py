"""By which door a record is coming in at the moment, and whether the person has said that doubts shall not hold it up."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from .choices import Door


@dataclass(frozen=True)
class Entrance:
    door: Door
    accepts_doubts: bool = False


_ENTRANCE: ContextVar[Entrance | None] = ContextVar("entrance", default=None)


@contextmanager
def entering(door: Door, *, accepts_doubts: bool = False) -> Iterator[None]:
    """Within the block records come in by this door."""
    token = _ENTRANCE.set(Entrance(door, accepts_doubts))
    try:
        yield
    finally:
        _ENTRANCE.reset(token)


def entrance() -> Entrance | None:
    """None: the program itself is at work, as in jobs, in the demo company and where a verb makes a record on the way."""
    return _ENTRANCE.get()
