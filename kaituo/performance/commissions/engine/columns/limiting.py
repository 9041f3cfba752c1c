"""Factors and the limits of single credits: the exact results just before they are rounded."""

from decimal import Decimal

from kaituo.performance.commissions.engine.columns.inputs import SHARE_DIGITS
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.components import Commission
from kaituo.performance.commissions.engine.plan.words import CapSpan


def exact(work: Work, rule: Rule) -> str:
    """The table of exact results, `slice_N` or, where factors or limits change them, `exact_N`."""
    source = f"slice_{rule.number}"
    if rule.has_factor:
        source = _factored(work, rule)
    limits = [part for version in rule.versions for part in _limits(work, rule, version, source)]
    if limits:
        work.calculator.make(f"exact_{rule.number}", " UNION ALL BY NAME ".join([f"SELECT * FROM {source}", *limits]))
        source = f"exact_{rule.number}"
    return source


def _factored(work: Work, rule: Rule) -> str:
    """A line taken back keeps the factor of its sale; one known only from closed periods has it in its rate."""
    unit = 10**SHARE_DIGITS
    joined = f"slice_{rule.number} s LEFT JOIN factor_{rule.number} f ON f.who = s.who AND f.period = s.rated AND f.v = s.v"
    factor = f"CASE WHEN s.rated IS NULL THEN {unit} ELSE coalesce(f.factor, 0) END"
    work.calculator.make(f"factored_{rule.number}", f"SELECT s.* REPLACE (s.num::HUGEINT * {factor} AS num), {factor} AS factor FROM {joined}")
    return f"factored_{rule.number}"


def _limits(work: Work, rule: Rule, version: Version, source: str) -> list[str]:
    component = version.component
    caps = [cap.amount for cap in component.caps if cap.per is CapSpan.LINE]
    floors = [component.floor.amount] if isinstance(component, Commission) and component.floor and component.floor.per == "line" else []
    return [_capped(work, rule, version, source, cap) for cap in caps] + [_raised(work, rule, version, source, floor) for floor in floors]


def _whole(work: Work, rule: Rule, amount: Decimal) -> int:
    return int(amount * 10**work.digits) * rule.denominator


def _of_credits(version: Version, source: str) -> str:
    own = f"v = {version.at} AND seq IS NOT NULL AND kind <> 'uplift'"
    return f"SELECT seq, who, period, v, rated, sum(num) AS total FROM {source} WHERE {own} GROUP BY ALL"


def _capped(work: Work, rule: Rule, version: Version, source: str, amount: Decimal) -> str:
    most, shown = _whole(work, rule, amount), int(amount * 10**work.digits)
    return (
        f"SELECT seq, who, period, v, 'limit'::line_kind AS kind, rated, CAST({shown} AS BIGINT) AS base, sign(total) * {most} - total AS num"
        f" FROM ({_of_credits(version, source)}) WHERE abs(total) > {most}"
    )


def _raised(work: Work, rule: Rule, version: Version, source: str, amount: Decimal) -> str:
    least = _whole(work, rule, amount)
    return (
        f"SELECT seq, who, period, v, 'limit'::line_kind AS kind, rated, CAST({int(amount * 10**work.digits)} AS BIGINT) AS base, {least} - total AS num"
        f" FROM ({_of_credits(version, source)}) WHERE total > 0 AND total < {least}"
    )
