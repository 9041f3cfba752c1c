"""What to do now, and why: matters of every area in one list, the most pressing first. Each area's matters come from a source on this shelf.

A source asks two queries whatever there is: how many, and the first few.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from kaituo.foundation.identity.models import User

from .screen import screen_of

FEW = 12
"""So many of each kind are weighed against the others."""
TONES = ("bad", "warn", "info", "neutral")


@dataclass(frozen=True)
class Reason:
    """Why it stands here: a badge."""

    text: str
    tone: str = "neutral"


@dataclass(frozen=True)
class Step:
    """One tap: a dialog at an address."""

    label: str
    icon: str
    address: str


def verb_step(row: Model, name: str) -> Step:
    """A verb of the record's own."""
    screen = screen_of(type(row))
    verb = screen.verbs[name]
    return Step(str(verb.label), verb.icon, screen.url("verb", row.pk, name))


@dataclass(frozen=True)
class Matter:
    """`owner` is whose matter it is, where a person also answers for others'."""

    row: Model
    title: str
    about: str
    reasons: tuple[Reason, ...]
    due_on: date | None
    owner: User
    amount: Any = None
    currency: str = ""
    steps: tuple[Step, ...] = ()
    source: "Source | None" = field(default=None, compare=False)

    @property
    def urgency(self) -> tuple:
        most = min((TONES.index(reason.tone) for reason in self.reasons), default=len(TONES))
        return most, self.due_on or date.max


@dataclass(frozen=True)
class Source:
    """`rows(user, owners, today)` are the records, the most pressing first; `matter(row, today)` says what each is about."""

    key: str
    label: Any
    icon: str
    rows: Callable[[User, list[int], date], QuerySet]
    matter: Callable[[Any, date], Matter]
    list_url: str = ""


SOURCES: dict[str, Source] = {}


def source(key: str, label: Any, icon: str, *, rows: Callable, matter: Callable, list_url: str = "") -> Source:
    """Put a kind of matter on the shelf. Raises ValueError when the key is taken."""
    if key in SOURCES:
        raise ValueError(f"matters of {key!r} are declared twice")
    SOURCES[key] = Source(key, label, icon, rows, matter, list_url)
    return SOURCES[key]


@dataclass(frozen=True)
class Agenda:
    """The first matters, and how many there are of each kind."""

    matters: list[Matter]
    counts: list[tuple[Source, int]]

    @property
    def count(self) -> int:
        return sum(count for _source, count in self.counts)


def agenda(user: User, owners: list[int], today: date, only: str = "") -> Agenda:
    """What these people should do; `only` keeps one kind."""
    counts, found = [], []
    for each in SOURCES.values():
        rows = each.rows(user, owners, today)
        counts.append((each, rows.order_by().count()))
        if counts[-1][1] and only in ("", each.key):
            found += [_from(each, row, today) for row in rows[:FEW]]
    return Agenda(sorted(found, key=lambda matter: matter.urgency), [(each, count) for each, count in counts if count])


def _from(each: Source, row: Any, today: date) -> Matter:
    matter = each.matter(row, today)
    return Matter(**{**vars(matter), "source": each})
