"""Overrides: a manager's part of what the team sells or earns, a row for each member and period, then banded like any other credit."""

from kaituo.performance.commissions.engine.columns import covering, running, teams
from kaituo.performance.commissions.engine.columns.basing import column
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import WITHOUT_LINES, Work
from kaituo.performance.commissions.engine.plan.components import Override
from kaituo.performance.commissions.engine.plan.rates import Constant


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
    member = "" if not work.plan.members else " JOIN membership m ON m.who = t.manager AND t.ended >= m.starts AND t.ended < m.ends"
    return (
        f"SELECT t.member AS seq, t.manager AS who, t.period, {windows} AS win, t.period AS posted, t.period AS day, FALSE AS turn, {version.at} AS v,"
        f" t.base, t.base AS axis, {rate}, {rule.share_scale} AS share FROM ({team}) t JOIN calendar k ON k.day = t.ended{member} WHERE t.base <> 0"
    )


def _sales(work: Work, rule: Rule, version: Version, component: Override) -> str:
    """Each order once: an overlay's credit, or a second role of the same order below the same manager, adds nothing."""
    calculator = work.calculator
    amount = column(component.basis)
    rows = f"{covering.sold(work)} WHERE {covering.measured(calculator, component.measures)} AND {covering.dated(calculator, version)}"
    plain = f"SELECT s.who, s.period, s.day, s.ref, s.role, s.measure, {amount} AS amount FROM {rows}"
    led = f"led_{rule.number}_{version.at}"
    if not calculator.value(f"SELECT count(*) FROM (SELECT role FROM {work.credit} WHERE role <> '' LIMIT 1)"):
        summed = f"SELECT who, period, day, sum(amount) AS amount FROM ({plain}) GROUP BY ALL"
        base = f"SELECT l.manager, l.member, s.period, s.day, s.amount FROM ({summed}) s JOIN {led} l ON l.member = s.who AND s.day >= l.starts AND s.day < l.ends"
    else:
        joined = f"({plain}) s JOIN {led} l ON l.member = s.who AND s.day >= l.starts AND s.day < l.ends"
        once = "min(struct_pack(m := l.member, p := s.period, d := s.day, a := s.amount))"
        grouped = f"SELECT l.manager, {once} AS f FROM {joined} GROUP BY l.manager, s.measure, s.ref, s.day"
        base = f"SELECT manager, f.m AS member, f.p AS period, f.d AS day, f.a AS amount FROM ({grouped})"
    return f"SELECT manager, member, period, max(day) AS ended, CAST(sum(amount) AS BIGINT) AS base FROM ({base}) GROUP BY manager, member, period"


def _commission(work: Work, rule: Rule, version: Version, component: Override) -> str:
    """What the named components earned, caps and the like included."""
    below = [work.rule_named[key] for key in component.components]
    numbers = ", ".join(str(each.number) for each in below)
    parts = [f"SELECT who, period, result FROM line_{each.number}" for each in below if each.kind not in WITHOUT_LINES]
    parts.append(f"SELECT who, period, result FROM extra WHERE rule IN ({numbers})")
    led = f"led_{rule.number}_{version.at}"
    sums = f"SELECT who, period, CAST(sum(result) AS BIGINT) AS base FROM ({' UNION ALL '.join(parts)}) GROUP BY ALL"
    joined = f"({sums}) s JOIN {led} l ON l.member = s.who AND s.period >= date_trunc('month', l.starts) AND s.period < l.ends"
    dated = covering.dated(work.calculator, version).replace("day", "s.period")
    return f"SELECT l.manager, l.member, s.period, s.period AS ended, any_value(s.base) AS base FROM {joined} WHERE {dated} GROUP BY ALL"
