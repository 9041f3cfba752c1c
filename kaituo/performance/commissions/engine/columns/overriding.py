"""Overrides: a manager's part of what the team sells or earns, a row for each member and period, then banded like any other credit."""

from kaituo.performance.commissions.engine.columns import covering, running, splitting, teams
from kaituo.performance.commissions.engine.columns.basing import column
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import WITHOUT_LINES, Work
from kaituo.performance.commissions.engine.plan.components import Commission, Override
from kaituo.performance.commissions.engine.plan.crediting import Split
from kaituo.performance.commissions.engine.plan.rates import Constant
from kaituo.performance.commissions.engine.plan.words import Basis


def run(work: Work, rule: Rule) -> None:
    """Makes `run_N` with the member's number where other rules have the credit's."""
    teams.refuse_circles(work)
    parts = []
    for version in rule.versions:
        if isinstance(version.component, Override):
            teams.lay_out_chain(work, version.component.levels)
            work.calculator.make(f"led_{rule.number}_{version.at}", _led(work, version.component))
            parts.append(_rows(work, rule, version, version.component))
    running.union(work, rule, " UNION ALL BY NAME ".join(parts))


def _led(work: Work, component: Override) -> str:
    own = f" UNION ALL SELECT who, who, 0, {work.calculator.bind('0001-01-01')}::DATE, {work.calculator.bind('9999-12-31')}::DATE FROM person"
    return f"SELECT manager, member, starts, ends FROM chain{own.replace('who, who, 0', 'who, who') if component.with_own else ''}"


def _rows(work: Work, rule: Rule, version: Version, component: Override) -> str:
    team = _sales(work, rule, version, component) if component.of == "sales" else _commission(work, rule, version, component)
    windows = f"k.{component.reset.value}" if component.reset.value != "pay_period" else "k.period"
    rate = f"0 AS band, {rule.whole_rate(version, version.rate.rate)} AS rate" if isinstance(version.rate, Constant) else "NULL AS band, NULL AS rate"
    member = "" if not work.plan.members else " JOIN membership m ON m.who = t.manager AND e.last >= m.starts AND e.period < m.ends"
    days = "t.period AS posted, t.period AS day, FALSE AS turn"
    return (
        f"SELECT t.member AS seq, t.manager AS who, t.period, {windows} AS win, {days}, {version.at} AS v, t.base, t.base AS axis, {rate},"
        f" {rule.share_scale} AS share FROM ({team}) t JOIN pay_period e USING (period) JOIN calendar k ON k.day = e.last{member} WHERE t.base <> 0"
    )


def _sales(work: Work, rule: Rule, version: Version, component: Override) -> str:
    """What the members are credited with, their peers' parts of a split being one whole: so each order counts once. Overlays add nothing.

    A member's sales count for whoever leads her although she is paid by another plan.
    """
    led = f"led_{rule.number}_{version.at}"
    day = "period" if is_lasting(work, led) else "day"
    rows = _same_credits(work, version, component) or _credited(work, version, component)
    sums = f"SELECT who, period, {day}, CAST(sum(amount) AS BIGINT) AS amount FROM {rows} GROUP BY who, period, {day}"
    joined = f"({sums}) s JOIN {led} l ON l.member = s.who AND s.{day} >= l.starts AND s.{day} < l.ends"
    return f"SELECT l.manager, l.member, s.period, CAST(sum(s.amount) AS BIGINT) AS base FROM {joined} GROUP BY ALL"


def is_lasting(work: Work, led: str) -> bool:
    """Whether nobody changes teams within the days in question, so that days need not be told apart."""
    first, last = work.calculator.rows("SELECT min(day), max(day) FROM calendar")[0]
    bounds = f"starts > {work.calculator.bind(first)} OR ends <= {work.calculator.bind(last)}"
    return first is not None and not work.calculator.value(f"SELECT count(*) FROM {led} WHERE {bounds}")


def _same_credits(work: Work, version: Version, component: Override) -> str:
    """The rows of a commission on just these credits, where there is one: then they need not be read again."""
    if work.has_strangers:
        return ""
    for other in work.rules:
        mine = other.first
        if isinstance(mine, Commission) and len(other.versions) == 1 and not (mine.where or mine.free or work.has_late):
            overlaid = mine.split and any(share.overlay for share in mine.split.shares)
            is_whole = mine.split is None or mine.split.apply == "before_rate"
            is_same = mine.measures == component.measures and mine.basis is component.basis and other.versions[0].terms == version.terms
            if is_same and is_whole and not overlaid and mine.basis is not Basis.COUNT:
                return f"(SELECT who, period, day, base AS amount FROM {work.credited(other)})"
    return ""


def _credited(work: Work, version: Version, component: Override) -> str:
    calculator = work.calculator
    amount = column(component.basis)
    split = next(
        (
            each.split
            for each in version.terms.components
            if isinstance(each, Commission) and each.split and set(each.measures) & set(component.measures)
        ),
        None,
    )
    if split:
        peers = Split(shares=tuple(share for share in split.shares if not share.overlay))
        amount = f"coalesce({splitting.part(calculator, peers, amount)}, 0)"
    rows = (
        f"{covering.sold(work, by_anybody=True)} WHERE {covering.measured(calculator, component.measures)} AND {covering.dated(calculator, version)}"
    )
    return f"(SELECT s.who, s.period, s.day, {amount} AS amount FROM {rows})"


def _commission(work: Work, rule: Rule, version: Version, component: Override) -> str:
    """What the named components earned, caps and the like included."""
    below = [work.rule_named[key] for key in component.components]
    numbers = ", ".join(str(each.number) for each in below)
    parts = [f"SELECT who, period, result FROM {work.summed(each)}" for each in below if each.kind not in WITHOUT_LINES]
    parts.append(f"SELECT who, period, result FROM extra WHERE rule IN ({numbers})")
    led = f"led_{rule.number}_{version.at}"
    sums = f"SELECT who, period, CAST(sum(result) AS BIGINT) AS base FROM ({' UNION ALL '.join(parts)}) GROUP BY ALL"
    # Whoever leads on the last day of a period has its commission.
    joined = f"({sums}) s JOIN pay_period e USING (period) JOIN {led} l ON l.member = s.who AND e.last >= l.starts AND e.last < l.ends"
    dated = covering.dated(work.calculator, version).replace("day", "s.period")
    return f"SELECT l.manager, l.member, s.period, any_value(s.base) AS base FROM {joined} WHERE {dated} GROUP BY ALL"
