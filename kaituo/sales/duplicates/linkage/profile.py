"""What is compared of two records, and what each likeness weighs: the terms of Fellegi and Sunter, in plain words. Pure."""

from dataclasses import dataclass, field
from math import log2
from typing import Any


@dataclass(frozen=True)
class Level:
    """`how`: a word of `reasons.HOW`. `when`: a condition in SQL over `<column>_l` and `<column>_r`; the last level of a comparison has none.

    among_same: how often it holds of two records of one firm; by_chance: of two of different firms.
    """

    how: str
    when: str
    among_same: float
    by_chance: float

    @property
    def weight(self) -> float:
        """In bits: each doubles the odds."""
        return log2(self.among_same / self.by_chance)


@dataclass(frozen=True)
class Comparison:
    """The first level whose condition holds counts. `unknown`: when nothing can be said, because one of the two is silent."""

    what: str
    unknown: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Profile:
    """`columns`: name → DuckDB type. `blocks`: two records are compared when one of these columns is equal; lists when they share a value.

    crowded: a value that more records have says too little to compare all of them with one another.
    learns: weights are estimated from the data instead of being taken from here; for data of which nobody knows how they were made.
    """

    columns: dict[str, str]
    comparisons: tuple[Comparison, ...]
    blocks: tuple[str, ...]
    crowded: int = 60
    pairs_per_record: float = 0.05
    learns: bool = False
    training_blocks: tuple[str, ...] = field(default=())

    @property
    def lists(self) -> set[str]:
        return {name for name, kind in self.columns.items() if kind.endswith("[]")}


Row = tuple[Any, ...]
