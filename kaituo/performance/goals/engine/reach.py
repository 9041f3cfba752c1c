"""Whether a goal is within reach, by what is known: last year's same period, what is reached and expected from open deals, and what the own pace brings.

Worked example: a goal of 100 with 90 last year, 60 reached and 50 expected from open deals, and a pace that brings 104: two of three carry it, within reach.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import quotient

LEAST_DAYS = 20
"""Workdays of one's own below which no pace is read from them."""
RATE_DIGITS = 4


class Verdict(StrEnum):
    WITHIN = "within"
    STRETCH = "stretch"
    BEYOND = "beyond"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that speaks for or against: its figure, and that as a share of the goal. None: nothing is known, which is not zero."""

    key: str
    amount: Decimal | None
    share: Decimal | None

    @property
    def carries(self) -> bool:
        return self.share is not None and self.share >= 1


def supports_of(goal: Decimal, figures: Mapping[str, Decimal | None]) -> list[Support]:
    """Each figure beside the goal; a goal of zero has no shares."""
    return [Support(key, amount, quotient(amount, goal, RATE_DIGITS) if amount is not None and goal else None) for key, amount in figures.items()]


def verdict_of(supports: Sequence[Support]) -> Verdict:
    """Within reach when half of what is known carries the goal; a stretch when something does; beyond what is known when nothing does."""
    known = [support for support in supports if support.share is not None]
    carrying = sum(support.carries for support in known)
    if not known:
        return Verdict.UNKNOWN
    if not carrying:
        return Verdict.BEYOND
    return Verdict.WITHIN if 2 * carrying >= len(known) else Verdict.STRETCH


def capacity(reached: Decimal, worked: int, ahead: int, digits: int = 2) -> Decimal | None:
    """What the own pace brings: reached ÷ workdays worked × workdays ahead. None where too few days were worked to read a pace from."""
    return quotient(reached * ahead, worked, digits) if worked >= LEAST_DAYS else None


def days_present(period: Period, engaged: Sequence[Period], calendar: WorkCalendar, away: Sequence[Period] = ()) -> int:
    """Workdays of the period on which one belongs there and is not away; overlapping spans count once."""
    return sum(calendar.is_workday(day) for day in _days(period, engaged) - _days(period, away))


def _days(period: Period, spans: Sequence[Period]) -> set[date]:
    return {day for span in spans if (shared := span.intersect(period)) for day in shared.days()}
