"""Targets: what each payee is to reach in each window, in the unit of a basis, shortened for whoever is not there all the time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from kaituo.foundation.kernel.rounding import divide_half_up
from kaituo.performance.commissions.engine.columns.calendar import later
from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS, UNIT_DIGITS
from kaituo.performance.commissions.engine.columns.rule import Rule, Version, basis_digits
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.document import Member
from kaituo.performance.commissions.engine.plan.words import Basis, By, Proration, Window

GOAL = {"who": "INTEGER", "win": "DATE", "goal": "BIGINT"}
Goals = dict[tuple[int, date], Fraction]


@dataclass(frozen=True)
class Aim:
    """One share of an attainment: these measures together against their targets together."""

    measures: tuple[str, ...]
    basis: Basis
    weight: Decimal = Decimal(1)
    at_most: Decimal | None = None


def set_goals(work: Work, rule: Rule) -> None:
    """Makes `goal_N_V` for each version whose bands are shares of a running target, and `opened_N` where credit was there before."""
    opened: list[tuple[int, date, int]] = []
    for version in rule.versions:
        if version.table and version.table.by is By.TARGET:
            measures = tuple(getattr(version.component, "measures", ()))
            found = goals(work, version, Aim(measures, version.basis))
            if rule.kind == "override":
                found |= goals(work, version, Aim(tuple(map(of_team, measures)), version.basis))
            rows = [(who, win, divide_half_up(goal.numerator, goal.denominator)) for (who, win), goal in sorted(found.items())]
            work.calculator.define(f"goal_{rule.number}_{version.at}", GOAL)
            work.calculator.fill(f"goal_{rule.number}_{version.at}", GOAL, [row for row in rows if row[2] > 0])
            opened += _opened(work, measures, rows)
    types = {"who": "INTEGER", "win": "DATE", "amount": "BIGINT"}
    work.calculator.define(f"opened_{rule.number}", types)
    work.calculator.fill(f"opened_{rule.number}", types, sorted(set(opened)))


def of_team(measure: str) -> str:
    """Under this name the table of targets has what somebody's team is to reach; an override goes by it, and by her own target where it has none."""
    return f"team:{measure}"


def _opened(work: Work, measures: Sequence[str], rows: Sequence[tuple[int, date, int]]) -> list[tuple[int, date, int]]:
    shares = openings(work, measures)
    return [(who, win, divide_half_up(goal * shares[who], 10**SHARE_DIGITS)) for who, win, goal in rows if who in shares]


def openings(work: Work, measures: Sequence[str]) -> dict[int, int]:
    """The share already attained before the credits, by person; a row without a payee is for everybody, one without measure for all."""
    chosen = work.calculator.bind_all(["", *measures])
    rows = work.calculator.rows(f"SELECT payee, share FROM opening WHERE measure IN ({chosen}) ORDER BY payee, measure")
    everybody = {number: share for payee, share in rows if not payee for number in range(len(work.people))}
    return everybody | {work.numbers[payee]: share for payee, share in rows if payee}


def goals(work: Work, version: Version, aim: Aim) -> Goals:
    """By person and window, in whole numbers of the basis. Months make up a longer window that has no target of its own."""
    window = version.component.reset
    spans = {window.value, "month"}
    chosen = work.calculator.bind_all(aim.measures)
    wanted = work.calculator.bind_all(sorted(spans))
    sql = f"SELECT payee, span, starts, sum(amount) FROM target WHERE measure IN ({chosen}) AND span IN ({wanted}) GROUP BY ALL ORDER BY ALL"
    own: Goals = {}
    months: Goals = defaultdict(Fraction)
    scale = Fraction(10 ** basis_digits(aim.basis, work.digits), 10**UNIT_DIGITS)
    for payee, span, starts, amount in work.calculator.rows(sql):
        win = work.calendar.window(starts, window)
        if win is not None:
            target = own if span == window.value else months
            target[work.numbers[payee], win] = target.get((work.numbers[payee], win), Fraction(0)) + int(amount) * scale
    return {key: goal * present(work, version, *key) for key, goal in ({**months, **own}).items()}


def present(work: Work, version: Version, who: int, win: date) -> Fraction:
    """Which part of a window the person is on the plan, as the component prorates."""
    if version.component.prorated is Proration.NONE or version.component.reset is Window.NEVER:
        return Fraction(1)
    return presence(work, who, win, work.calendar.window_end(win, version.component.reset), version.component.prorated)


def presence(work: Work, who: int, starts: date, ends: date, by: Proration) -> Fraction:
    """The part of the days from `starts` up to `ends`, or of the months begun, in which the person is a member."""
    members = work.members.get(who, [])
    if by is Proration.NONE:
        return Fraction(int(any(_touches(member, starts, ends) for member in members)))
    if by is Proration.DAYS:
        days = sum((min(ends, each.ends_on or ends) - max(starts, each.starts_on)).days for each in members if _touches(each, starts, ends))
        return Fraction(days, (ends - starts).days)
    firsts = _months(starts, ends)
    return Fraction(sum(any(_touches(each, first, min(ends, later(first, 1))) for each in members) for first in firsts), len(firsts))


def _months(starts: date, ends: date) -> list[date]:
    found = [starts.replace(day=1)]
    while later(found[-1], 1) < ends:
        found.append(later(found[-1], 1))
    return found


def _touches(member: Member, starts: date, ends: date) -> bool:
    return member.starts_on < ends and (member.ends_on or ends + timedelta(days=1)) > starts
