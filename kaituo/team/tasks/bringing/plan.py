"""What a file of another tool holds, before anything is written. Knows no database."""

from dataclasses import dataclass, field
from datetime import date, datetime, time


@dataclass(frozen=True)
class Complaint:
    """What is wrong where: the number of the row (0: the file itself), the field, what stood there, and how to mend it."""

    row: int
    field: str
    text: str
    message: str


class Unreadable(ValueError):
    """The file is none of this tool's exports."""


@dataclass(frozen=True)
class Someone:
    """A person of the other tool."""

    name: str
    email: str = ""
    username: str = ""


@dataclass(frozen=True)
class Item:
    key: str
    text: str
    is_ticked: bool


@dataclass(frozen=True)
class Said:
    who: Someone
    at: datetime
    text: str


@dataclass
class PlannedTask:
    """`waits_for` are keys of other tasks of the file."""

    key: str
    title: str
    list_key: str
    notes: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    at: time | None = None
    done_on: date | None = None
    is_archived: bool = False
    people: list[Someone] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    comments: list[Said] = field(default_factory=list)
    waits_for: list[str] = field(default_factory=list)


@dataclass
class BoardPlan:
    """`tool` and `key` are where it comes from, by which it is known again; `lists` are (key, name, is put away)."""

    tool: str
    key: str
    name: str
    lists: list[tuple[str, str, bool]] = field(default_factory=list)
    tasks: list[PlannedTask] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)

    def origin(self, key: str) -> str:
        return f"{self.tool}:{key}"[:200]

    @property
    def people(self) -> list[Someone]:
        found = [who for task in self.tasks for who in (*task.people, *(said.who for said in task.comments))]
        return list(dict.fromkeys(found))
