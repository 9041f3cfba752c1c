"""Attainment as of the end of each pay period: a pure question about credits and targets, never a side effect of paying."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from kaituo.performance.commissions.engine.columns.basing import column
from kaituo.performance.commissions.engine.columns.covering import measured, sold
from kaituo.performance.commissions.engine.columns.goals import Aim, goals, openings
from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS
from kaituo.performance.commissions.engine.columns.rule import Version
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.crediting import Weighted

Attained = dict[tuple[int, date], Fraction]


def aims_of(version: Version, weighted: Sequence[Weighted]) -> list[Aim]:
    """What is weighted; without anything, the component's own measures against their targets."""
    if not weighted:
        return [Aim(tuple(getattr(version.component, "measures", ())), version.basis)]
    return [Aim((each.measure,), each.basis, each.weight, each.at_most) for each in weighted]


def attained(work: Work, version: Version, weighted: Sequence[Weighted]) -> Attained:
    """The share reached by person and period; who has no target for some part of it is missing."""
    aims = aims_of(version, weighted)
    shares = [_share(work, version, aim) for aim in aims]
    keys = set.intersection(*(set(share) for share in shares)) if shares else set()
    return {
        key: sum((_limited(share[key], aim) * Fraction(aim.weight) for share, aim in zip(shares, aims, strict=True)), Fraction(0)) for key in keys
    }


def _limited(share: Fraction, aim: Aim) -> Fraction:
    return share if aim.at_most is None else min(share, Fraction(aim.at_most))


def _share(work: Work, version: Version, aim: Aim) -> Attained:
    """Credit to date in the window over the window's target, and what had been attained before. Counts the credits, not their splits."""
    to_date, targets, before = _to_date(work, version, aim), goals(work, version, aim), openings(work, aim.measures)
    found: Attained = {}
    for period in work.periods:
        win = window_of(work, version, period)
        for who in range(len(work.people)):
            goal, opening = targets.get((who, win), Fraction(0)), before.get(who)
            if goal > 0:
                found[who, period] = Fraction(opening or 0, 10**SHARE_DIGITS) + to_date.get((who, win, period), 0) / goal
            elif opening is not None:
                found[who, period] = Fraction(opening, 10**SHARE_DIGITS)
    return found


def window_of(work: Work, version: Version, period: date) -> date:
    """The window that a pay period counts for is the one in which it ends."""
    last = work.calendar.period_end(period) - timedelta(days=1)
    return work.calendar.window(last, version.component.reset) or period


def _to_date(work: Work, version: Version, aim: Aim) -> dict[tuple[int, date, date], int]:
    rows = f"{sold(work, window=version.component.reset)} WHERE {measured(work.calculator, aim.measures)}"
    sums = work.calculator.rows(f"SELECT who, win, period, sum({column(aim.basis)}) FROM {rows} GROUP BY ALL")
    return run_up(work.periods, {(who, win, period): int(amount) for who, win, period, amount in sums})


def run_up(periods: Sequence[date], sums: dict[tuple[int, date, date], int]) -> dict[tuple[int, date, date], int]:
    """From sums of single periods to sums up to each period, by person and window."""
    by_window: dict[tuple[int, date], dict[date, int]] = defaultdict(dict)
    for (who, win, period), amount in sums.items():
        by_window[who, win][period] = amount
    found = {}
    for (who, win), amounts in by_window.items():
        total = 0
        for period in periods:
            total += amounts.get(period, 0)
            found[who, win, period] = total
    return found
