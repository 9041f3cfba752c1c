"""Where measures are used: contexts above say so here, because the shelf does not know them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kaituo.foundation.identity.models import User


@dataclass(frozen=True)
class Use:
    """`kind` is what uses it ("Targets"), `text` how many or which, `href` where they are; empty where the person sees none."""

    kind: Any
    text: str
    href: str = ""


UserOfMeasures = Callable[[str, User], list[Use]]
USERS: list[UserOfMeasures] = []


def register_use(finds: UserOfMeasures) -> None:
    USERS.append(finds)


def uses_of(name: str, user: User) -> list[Use]:
    return [use for finds in USERS for use in finds(name, user)]
