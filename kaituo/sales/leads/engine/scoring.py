"""What a lead is worth and why: each rule that applies gives its points, and says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FILLED, EQUALS, CONTAINS, ONE_OF = "filled", "equals", "contains", "one_of"
TESTS = (FILLED, EQUALS, CONTAINS, ONE_OF)
LEAST, MOST = 0, 100


@dataclass(frozen=True)
class Rule:
    """Points for a lead whose `field` passes the test; `value` means nothing for `FILLED`, several values stand one a line or between commas."""

    name: str
    field: str
    test: str
    value: str = ""
    points: int = 0

    @property
    def values(self) -> list[str]:
        return [part.strip().casefold() for part in self.value.replace("\n", ",").replace("，", ",").replace("、", ",").split(",") if part.strip()]


@dataclass(frozen=True)
class Step:
    """One rule that applied: its name and what it gave."""

    name: str
    points: int


def score(facts: Mapping[str, str], rules: Iterable[Rule]) -> tuple[int, list[Step]]:
    """The sum, kept between 0 and 100, and the rules that made it, in their order."""
    steps = [Step(rule.name, rule.points) for rule in rules if applies(rule, facts.get(rule.field, ""))]
    return max(LEAST, min(MOST, sum(step.points for step in steps))), steps


def applies(rule: Rule, fact: str) -> bool:
    text = fact.strip().casefold()
    if rule.test == FILLED:
        return bool(text)
    if rule.test == CONTAINS:
        return any(value in text for value in rule.values)
    if rule.test == ONE_OF:
        return text in rule.values
    return text == rule.value.strip().casefold()
