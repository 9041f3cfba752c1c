"""The shelf of checks. What makes an entry doubtful only a room above knows, which knows the records; it puts its checks here.

A check accuses nobody: a person decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kaituo.foundation.metrics.models import Entry

from .models import Contest

Source = tuple[str, int]
CHECKS: list["Check"] = []


@dataclass(frozen=True)
class Suspicion:
    """`subject` is the record that people open; `sources` are the records whose entries would be left out; `words` what the sentence needs, as plain text."""

    doubt: str
    person: int
    subject: Source
    sources: tuple[Source, ...]
    words: dict[str, Any] = field(default_factory=dict)


Check = Callable[[Contest, list[Entry], set[int]], list[Suspicion]]
"""Of a contest, the entries in it, and everybody whose entries count."""


def add_check(check: Check) -> Check:
    CHECKS.append(check)
    return check


def suspicions(contest: Contest, entries: list[Entry], people: set[int]) -> list[Suspicion]:
    return [each for check in CHECKS for each in check(contest, entries, people)]
