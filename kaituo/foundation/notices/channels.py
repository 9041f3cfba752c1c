"""The shelf of ways on which a notice leaves the house. Each way is a Channel of its own, declared where it lives: e-mail here, robots and push in their folders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kaituo.foundation.identity.models import User

from .pacing import Limit

if TYPE_CHECKING:
    from .models import Delivery, Notice

CHANNELS: dict[str, "Channel"] = {}


class Lost(Exception):
    """It will never arrive: the address is wrong, the account was closed, what was sent is refused. A further try would not mend it."""


class Later(Exception):
    """It may arrive another time. `after` is how long the other side asked to be left alone, if it did."""

    def __init__(self, problem: str, after: timedelta | None = None) -> None:
        super().__init__(problem)
        self.after = after


@dataclass(frozen=True)
class Message:
    """What is sent, in the words and with the clock of whoever reads it. `path` leads to the record inside the house, `url` from outside; empty: nowhere.

    `person` is None for what goes to a group; `mentions` are those of the group whom it concerns.
    """

    title: str
    text: str
    path: str = ""
    url: str = ""
    person: User | None = None
    mentions: tuple[User, ...] = ()
    notice_id: int = 0


@dataclass(frozen=True)
class Opening:
    """One delivery to begin. `target` tells several addresses of one channel apart."""

    notice: "Notice"
    target: int = 0
    person_id: int | None = None


class Channel:
    """Subclass it and `offer` one instance. `bears_repeating`: sent twice, the second takes the place of the first, so it may be repeated after a crash."""

    name = ""
    label = ""
    icon = "send"
    hint = ""
    """One sentence for whoever chooses."""
    place = ""
    """The name of the page on which a person connects it; empty where there is nothing to do."""
    is_by_default = True
    """Used without being asked for, by those whom it reaches: they connected it in order to be told."""
    is_personal = True
    bears_repeating = False

    @property
    def short(self) -> str:
        """On a small button."""
        return self.label

    def is_offered(self) -> bool:
        """Whether the company has it at all."""
        return True

    def reached(self, people: Iterable[int]) -> set[int]:
        """Of these people those whom the channel reaches; in one query."""
        raise NotImplementedError

    def openings(self, notices: list["Notice"], wanted: set[tuple[int, str]]) -> list[Opening]:
        """What is to be sent of these notices; `wanted` are the pairs of person and kind that were chosen for this channel."""
        people = self.reached({notice.person_id for notice in notices})
        chosen = [notice for notice in notices if notice.person_id in people and (notice.person_id, notice.kind) in wanted]
        return [Opening(notice, person_id=notice.person_id) for notice in chosen]

    def unfit(self, delivery: "Delivery") -> str:
        """Why this must not be sent (any more), beside what is asked of every delivery; empty: it may."""
        return ""

    def readers(self, delivery: "Delivery") -> tuple[User, ...]:
        """Whom a message to a group names."""
        return ()

    def pace(self, delivery: "Delivery") -> tuple[str, tuple[Limit, ...]]:
        """What is counted together, and how much of it may go out; several processes count together."""
        return self.name, ()

    def send(self, message: Message, delivery: "Delivery") -> str:
        """Send, and return what the other side answered. Raises Lost or Later."""
        raise NotImplementedError


def offer(channel: Channel) -> Channel:
    """Put a channel on the shelf. Raises ValueError when the name is taken."""
    if channel.name in CHANNELS:
        raise ValueError(f"channel {channel.name!r} is offered twice")
    CHANNELS[channel.name] = channel
    return channel
