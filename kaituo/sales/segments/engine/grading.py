"""ABC by share of revenue, RFM by fifths, and the stage of a customer's life; and the first rule that says the class."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

FIFTHS = 5
NEW, GROWING, STEADY, DECLINING, DORMANT, LOST, PROSPECT = "new", "growing", "steady", "declining", "dormant", "lost", "prospect"
REVENUE, ABC, RFM, STAGE, INDUSTRY, REGION = "revenue", "abc", "rfm", "stage", "industry", "region"
TESTS = (REVENUE, ABC, RFM, STAGE, INDUSTRY, REGION)
NEW_DAYS, DORMANT_DAYS, LOST_DAYS, HALF_YEAR = 90, 180, 365, 182
TREND = 20
"""Percent by which the last half year must differ from the one before to count as growing or declining."""


@dataclass(frozen=True)
class Bought:
    """What is known of one customer's buying. Revenue in cents: of the last year, of its last and of its first half."""

    revenue: int = 0
    late: int = 0
    early: int = 0
    orders: int = 0
    received: int = 0
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True)
class Grade:
    """`abc`: "" for who bought nothing. r, f, m: 1 to 5, 0 for who never bought."""

    abc: str
    r: int
    f: int
    m: int
    stage: str

    @property
    def rfm(self) -> int:
        return self.r + self.f + self.m


@dataclass(frozen=True)
class Rule:
    """`test` with `value`: at least so much revenue (in cents) or RFM points; one of these letters, stages, industries or regions."""

    account_class: str
    test: str
    value: str
    name: str = ""


def grades(bought: Mapping[int, Bought], today: date, cuts: tuple[int, int] = (80, 95)) -> dict[int, Grade]:
    """Of all customers together; `cuts`: percent of the revenue that A, and A with B, bring."""
    letters = abc({key: each.revenue for key, each in bought.items()}, cuts)
    buyers = {key: each for key, each in bought.items() if each.last_on}
    r = fifths({key: each.last_on.toordinal() for key, each in buyers.items() if each.last_on})
    f, m = fifths({key: each.orders for key, each in buyers.items()}), fifths({key: each.received or each.revenue for key, each in buyers.items()})
    return {key: Grade(letters.get(key, ""), r.get(key, 0), f.get(key, 0), m.get(key, 0), stage(each, today)) for key, each in bought.items()}


def abc(revenue: Mapping[int, int], cuts: tuple[int, int]) -> dict[int, str]:
    """Largest first: the customers that together bring the first cut are A, up to the second B, the rest C."""
    ranked = sorted(((amount, key) for key, amount in revenue.items() if amount > 0), key=lambda pair: (-pair[0], pair[1]))
    total, before, letters = sum(amount for amount, _key in ranked), 0, {}
    for amount, key in ranked:
        share = before * 100
        letters[key] = "a" if share < cuts[0] * total else "b" if share < cuts[1] * total else "c"
        before += amount
    return letters


def fifths(values: Mapping[int, int]) -> dict[int, int]:
    """1 for the lowest fifth, 5 for the highest; equal values get the same."""
    ordered = sorted(values.values())
    return {key: bisect_left(ordered, value) * FIFTHS // len(ordered) + 1 for key, value in values.items()}


def stage(bought: Bought, today: date) -> str:
    if bought.first_on is None or bought.last_on is None:
        return PROSPECT
    silent, known = (today - bought.last_on).days, (today - bought.first_on).days
    if silent > LOST_DAYS:
        return LOST
    if silent > DORMANT_DAYS:
        return DORMANT
    if known <= NEW_DAYS:
        return NEW
    if bought.late * 100 > bought.early * (100 + TREND):
        return GROWING
    return DECLINING if bought.late * 100 < bought.early * (100 - TREND) else STEADY


def class_of(grade: Grade, bought: Bought, facts: Mapping[str, str], rules: Iterable[Rule]) -> Rule | None:
    """The first rule that applies."""
    return next((rule for rule in rules if applies(rule, grade, bought, facts)), None)


def applies(rule: Rule, grade: Grade, bought: Bought, facts: Mapping[str, str]) -> bool:
    if rule.test == REVENUE:
        return bought.revenue >= int(rule.value)
    if rule.test == RFM:
        return grade.rfm >= int(rule.value)
    known = {ABC: grade.abc, STAGE: grade.stage, **facts}
    return known.get(rule.test, "") in values_of(rule.value)


def values_of(text: str) -> Sequence[str]:
    return [part.strip() for part in text.replace("、", ",").replace("，", ",").split(",") if part.strip()]
