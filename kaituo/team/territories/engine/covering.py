"""In which territories one customer lies, from which day to which. Rules in, spans out; the days before the customer settled are not ours to say.

A customer named by a territory lies in the territories that name it and nowhere else. Every other lies wherever a part holds both its place and its
industry, unless that territory leaves it out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

FAR_FUTURE = date(9999, 12, 31)
NAMED, PART = "named", "part"


@dataclass(frozen=True)
class Part:
    """`prefix` begins the codes of its divisions; empty: everywhere. An empty industry: all of them. `ends_on` is the first day after it."""

    territory: int
    prefix: str
    industry: str
    starts_on: date
    ends_on: date = FAR_FUTURE

    def takes(self, division: str, industry: str) -> bool:
        return division.startswith(self.prefix) and self.industry in {"", industry}


@dataclass(frozen=True)
class Naming:
    """A customer named by a territory, or left out of it."""

    territory: int
    is_excluded: bool
    starts_on: date
    ends_on: date = FAR_FUTURE


class Lying(NamedTuple):
    territory: int
    because: str
    starts_on: date
    ends_on: date


def lies(parts: Iterable[Part], namings: Iterable[Naming], settled_on: date = date.min) -> list[Lying]:
    """`parts` that take the customer, and what is said of it by name → where it lies from the day it settled."""
    parts, namings = list(parts), list(namings)
    days = sorted({max(day, settled_on) for each in (*parts, *namings) for day in (each.starts_on, each.ends_on)})
    found: dict[tuple[int, str], list[Lying]] = {}
    for first, after in pairwise(days):
        for key in _on(first, parts, namings):
            spans = found.setdefault(key, [])
            if spans and spans[-1].ends_on == first:
                spans[-1] = spans[-1]._replace(ends_on=after)
            else:
                spans.append(Lying(*key, first, after))
    return sorted(span for spans in found.values() for span in spans)


def _on(day: date, parts: list[Part], namings: list[Naming]) -> set[tuple[int, str]]:
    holding = [each for each in namings if each.starts_on <= day < each.ends_on]
    named = {each.territory for each in holding if not each.is_excluded}
    if named:
        return {(territory, NAMED) for territory in named}
    left_out = {each.territory for each in holding if each.is_excluded}
    taking = {each.territory for each in parts if each.starts_on <= day < each.ends_on}
    return {(territory, PART) for territory in taking - left_out}


def kept(before: Iterable[Lying], settled_on: date) -> list[Lying]:
    """What was so before the customer settled stays so, as long as that."""
    return [each._replace(ends_on=min(each.ends_on, settled_on)) for each in before if each.starts_on < settled_on]
