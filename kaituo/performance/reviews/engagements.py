"""The shelf of what only a room above knows of people: how each is engaged. Reviews choose people by it where somebody tells."""

from collections.abc import Callable
from typing import Any

Choices = list[tuple[str, Any]]
PeopleOf = Callable[[str], set[int]]
_known: list[tuple[Choices, PeopleOf]] = []


def register_engagements(choices: Choices, people_of: PeopleOf) -> None:
    """`people_of`: the ids of whoever is engaged that way."""
    _known[:] = [(choices, people_of)]


def engagement_choices() -> Choices:
    return list(_known[0][0]) if _known else []


def engaged_as(engagement: str) -> set[int]:
    return _known[0][1](engagement) if _known else set()


def engaged_alike(person: int) -> set[int]:
    """Everybody engaged as she is, with her; nobody where no room tells."""
    found = (engaged_as(key) for key, _label in engagement_choices())
    return next((people for people in found if person in people), set())
