"""Claw-back: a return takes back what its sale was paid, band by band, at the rates of that time.

Where one rate holds for the whole of a window and the return falls into the window of its sale, the return simply counts: the window's rate
moves. In a later window it is taken back at the rate that the sale's window ended with.
"""

from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.components import Commission
from kaituo.performance.commissions.engine.plan.words import By, Method

AT_ONCE = "seq NOT IN (SELECT seq FROM back_{})"
"""The condition of rows that earn by the table; the others are taken back here."""


def has_one_rate(version: Version) -> bool:
    table = version.table
    return bool(table) and (table.by is By.ATTAINMENT or (table.accumulated and table.method is not Method.STEP))  # type: ignore[union-attr] # bool() has asked


def set_aside(work: Work, rule: Rule) -> None:
    """Makes `back_N`: the returns that are taken back at their sale's rates, with the sale where it is known."""
    lowers = not isinstance(rule.first, Commission) or rule.first.returns_lower_attainment
    counting = ", ".join(str(version.at) for version in rule.versions if lowers and has_one_rate(version))
    counts = f"NOT (r.v IN ({counting}) AND o.win IS NOT DISTINCT FROM r.win)" if counting else "TRUE"
    known = f"(SELECT ref, payee, sum(base) AS base FROM history WHERE component = {work.calculator.bind(rule.key)} GROUP BY ALL)"
    work.calculator.make(
        f"back_{rule.number}",
        "SELECT r.seq, r.who, r.period, r.v, r.base, c.payee, c.reverses, t.original, o.win, o.period AS sold_in,"
        " coalesce(h.base, o.base) AS whole, h.base IS NOT NULL AS from_history,"
        " CAST(sum(r.base) OVER (PARTITION BY r.who, c.reverses ORDER BY r.posted, r.day, r.seq) AS BIGINT) AS returned"
        f" FROM run_{rule.number} r JOIN turned t USING (seq) JOIN {work.credit} c USING (seq) LEFT JOIN run_{rule.number} o ON o.seq = t.original"
        f" LEFT JOIN {known} h ON h.payee = c.payee AND h.ref = c.reverses WHERE r.turn AND {counts}",
    )
    _tell(work, rule, "commission.original_not_found", "whole IS NULL OR whole = 0")
    _tell(work, rule, "commission.reversal_exceeds", "whole <> 0 AND (abs(returned) > abs(whole) OR sign(returned) = sign(whole))")


def _tell(work: Work, rule: Rule, code: str, where: str) -> None:
    found = f"SELECT seq, who, period, {rule.number}, '{code}', reverses FROM back_{rule.number}"
    work.calculator.run(f"INSERT INTO problem {found} WHERE {where}")


def take_back(work: Work, rule: Rule) -> None:
    """Adds the lines of these returns to `slice_N`."""
    number = rule.number
    one = " ".join(
        f"WHEN {version.at} THEN TRUE"
        for version in rule.versions
        if has_one_rate(version) and version.table and version.table.method is not Method.OVERAGE
    )
    rates = f"SELECT s.v, r.who, r.win, last(s.rate ORDER BY r.posted, r.day, r.turn, r.seq) AS final FROM slice_{number} s JOIN run_{number} r USING (seq)"
    ended = f"({rates} WHERE s.kind = 'earned' GROUP BY ALL)"
    rate = f"CASE WHEN CASE s.v {one} ELSE FALSE END THEN e.final ELSE s.rate END" if one else "s.rate"
    sales = (
        f"SELECT b.*, s.v AS sold_v, s.band, s.base AS part, s.num, s.rate AS own_rate, {rate} AS paid_rate, b.sold_in AS rated_in FROM back_{number} b"
        f" JOIN slice_{number} s ON s.seq = b.original AND s.kind = 'earned' LEFT JOIN {ended} e ON e.v = s.v AND e.who = b.who AND e.win = b.win"
        " WHERE NOT b.from_history AND b.whole <> 0"
    )
    scale = 10**rule.digits
    paid = f"CAST(h.rate * {scale} AS HUGEINT)" if rule.digits <= 15 else f"CAST(h.rate * {10**15} AS HUGEINT) * {10 ** (rule.digits - 15)}"
    known = (
        f"SELECT b.*, b.v AS sold_v, h.band, h.base AS part, h.base::HUGEINT * {paid} * {rule.share_scale} AS num, {paid} AS own_rate, {paid} AS paid_rate,"
        f" NULL::DATE AS rated_in FROM back_{number} b JOIN history h ON h.payee = b.payee AND h.ref = b.reverses"
        f" AND h.component = {work.calculator.bind(rule.key)} WHERE b.from_history AND b.whole <> 0"
    )
    work.calculator.run(f"INSERT INTO slice_{number} BY NAME {_lines(f'{sales} UNION ALL BY NAME {known}')}")


def _lines(sales: str) -> str:
    """Deals each return out over its sale's bands in proportion, without rest; the part of a band has the band's rate."""
    cumulated = f"SELECT *, CAST(sum(part) OVER (PARTITION BY seq ORDER BY band) AS BIGINT) AS upto FROM ({sales})"
    dealt = "CAST(halved(base::HUGEINT * upto, whole::HUGEINT) - halved(base::HUGEINT * (upto - part), whole::HUGEINT) AS BIGINT)"
    num = "CASE WHEN own_rate IS NULL OR own_rate = 0 THEN halved(num * back, part::HUGEINT) ELSE halved(num * back, part::HUGEINT) // own_rate * paid_rate END"
    lines = f"SELECT *, {dealt} AS back FROM ({cumulated}) WHERE part <> 0"
    return (
        f"SELECT seq, who, period, v, 'claw_back'::line_kind AS kind, band, back AS base, NULL::BIGINT AS before, paid_rate AS rate, {num} AS num,"
        f" rated_in AS rated FROM ({lines}) WHERE back <> 0"
    )
