"""What facts are measured against: how often and how fast stages lead on, what deals are usually worth, and how each person's deals ended until a day."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from math import log
from statistics import median
from typing import Any

from ..estimates.likelihood import logit_of
from .facts import Facts

PRIOR = 10
"""So many deals at the configured rate (of a stage) or the company's (of a person) stand beside the real ones."""
COMMON = 10
"""Sources and product categories with fewer deals are not told apart."""
MOST_SLIPS = 5


@dataclass(frozen=True)
class Look:
    """A deal as it stood on a day before it was closed; the looks at one deal weigh one together."""

    deal: int
    day: date
    closed_on: date
    is_won: bool
    weight: float
    facts: Facts


@dataclass(frozen=True)
class Frame:
    """Plain numbers, kept with the learning. Keys of stages are text, as JSON keeps them."""

    stage_rates: dict[str, float]
    stage_days: dict[str, float]
    amount: float
    sources: list[str]
    products: list[str]

    @classmethod
    def of(cls, looks: list[Look], stays: Iterable[tuple[int, int]], configured: dict[int, float]) -> "Frame":
        won, seen = Counter[int](), Counter[int]()
        for look in looks:
            seen[look.facts.stage] += look.weight
            won[look.facts.stage] += look.weight * look.is_won
        days = defaultdict(list)
        for stage, length in stays:
            days[stage].append(length)
        firsts = {look.deal: look.facts for look in looks}.values()
        return cls(
            {str(stage): (won[stage] + PRIOR * rate) / (seen[stage] + PRIOR) for stage, rate in configured.items()},
            {str(stage): float(median(lengths)) for stage, lengths in days.items()},
            median([facts.amount for facts in firsts if facts.amount > 0] or [1.0]),
            _common(facts.source for facts in firsts),
            _common(facts.product for facts in firsts),
        )

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Frame":
        return cls(**kept)

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    def rate(self, facts: Facts) -> float:
        """What the stage alone says; an unknown stage says a half."""
        return self.stage_rates.get(str(facts.stage), 0.5)

    def columns(self, facts: Facts, record: "Record") -> dict[str, float]:
        usual = self.stage_days.get(str(facts.stage), float(facts.stage_days))
        row = {
            "stage": logit_of(self.rate(facts)),
            "stage_age": log((facts.stage_days + 1) / (usual + 1)),
            "amount": log(facts.amount / self.amount) if facts.amount > 0 else 0.0,
            "next_step": float(facts.has_next_step),
            "quiet": log(facts.quiet_days + 1),
            "contacts": log(facts.contacts + 1),
            "slips": float(min(facts.slips, MOST_SLIPS)),
            "overdue": float(facts.is_overdue),
            "owner": logit_of(record.rate) - logit_of(record.company),
            "bought": float(facts.bought_on is not None),
        }
        return row | _told_apart("source", facts.source, self.sources) | _told_apart("product", facts.product, self.products)


@dataclass(frozen=True)
class Record:
    """How deals of a person, and of everybody, ended until a day."""

    won: int
    closed: int
    company: float

    @property
    def rate(self) -> float:
        """Drawn towards the company's: two of two won is no rate of 100 %."""
        return (self.won + PRIOR * self.company) / (self.closed + PRIOR)


class Records:
    """`ended`: (owner, day, whether won) of closed deals."""

    def __init__(self, ended: Iterable[tuple[int, date, bool]]) -> None:
        self._days: dict[int | None, list[date]] = defaultdict(list)
        self._won: dict[int | None, list[int]] = defaultdict(lambda: [0])
        for owner, day, is_won in sorted(ended, key=lambda each: each[1]):
            for who in (owner, None):
                self._days[who].append(day)
                self._won[who].append(self._won[who][-1] + is_won)

    def of(self, owner: int, day: date) -> Record:
        """Of the deals that ended before the day."""
        closed, won = self._until(owner, day)
        all_closed, all_won = self._until(None, day)
        return Record(won, closed, (all_won + 1) / (all_closed + 2))

    def kept(self, day: date) -> dict[str, Any]:
        """What `of` says of everybody on that day, as plain numbers; `record_in` reads it."""
        return {"company": self.of(0, day).company, "people": {str(who): self._until(who, day) for who in self._days if who is not None}}

    def _until(self, who: int | None, day: date) -> tuple[int, int]:
        place = bisect_left(self._days[who], day)
        return place, self._won[who][place]


def record_in(kept: dict[str, Any], owner: int) -> Record:
    closed, won = kept["people"].get(str(owner), (0, 0))
    return Record(won, closed, kept["company"])


def _common(values: Iterable[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count >= COMMON and value)


def _told_apart(factor: str, value: str, known: list[str]) -> dict[str, float]:
    return {f"{factor}:{each}": float(each == value) for each in known}
