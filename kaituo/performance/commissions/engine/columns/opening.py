"""The first step: inputs become ready to join. Payees get numbers, days their periods and windows, foreign money the plan's currency."""

from datetime import date, timedelta

from kaituo.foundation.kernel.currency import currency
from kaituo.performance.commissions.engine.columns import calendar
from kaituo.performance.commissions.engine.columns.inputs import AMOUNTS, SHARE_DIGITS, TABLES, Inputs
from kaituo.performance.commissions.engine.columns.work import EXTRA, KINDS, PROBLEM, Work
from kaituo.performance.commissions.engine.plan.components import Commission
from kaituo.performance.commissions.engine.plan.limits import Hold

MONEY = [name for name in AMOUNTS if name != "units"]
NAMED = (
    ("credit", "payee"),
    ("target", "payee"),
    ("team", "manager"),
    ("team", "member"),
    ("paid", "payee"),
    ("debt", "payee"),
    ("opening", "payee"),
)


def open_up(work: Work, inputs: Inputs) -> None:
    calculator = work.calculator
    inputs.load(calculator)
    work.shows_before = inputs.shows_before
    calculator.run(f"CREATE TYPE IF NOT EXISTS line_kind AS ENUM ({', '.join(repr(kind) for kind in KINDS)})")
    calculator.define("extra", EXTRA)
    calculator.define("problem", PROBLEM)
    _look_over(work)
    _number_people(work, inputs.payees(calculator))
    if work.has_returns:
        _find_originals(work)
    _exchange(work)
    _lay_out_days(work, inputs.span)


def _look_over(work: Work) -> None:
    """Everything that is asked of all credits, once: which days they touch, and which steps they need."""
    calculator, own = work.calculator, work.calculator.bind(work.plan.currency)
    work.has_returns, work.has_late, work.has_foreign = (
        bool(calculator.rows(f"SELECT 1 FROM credit WHERE {which} LIMIT 1")) for which in ("reverses <> ''", "posted <> day", f"currency <> {own}")
    )
    found = calculator.rows("SELECT min(day), max(day), min(posted), max(posted), coalesce(max(seq), 0) FROM credit")[0]
    work.days, work.posted, work.last = found[:2], found[2:4], found[4]


def _number_people(work: Work, only: set[str] | None) -> None:
    named = {member.payee for member in work.plan.members} | (only or set())
    found = {payee for (payee,) in work.calculator.rows(" UNION ".join(f"SELECT {column} FROM {table}" for table, column in NAMED))}
    work.people = sorted(((found | named) if only is None else only) - {""})
    types = {"who": "INTEGER", "payee": "VARCHAR"}
    work.calculator.define("person", types)
    work.calculator.fill("person", types, list(enumerate(work.people)))
    # Without members nobody asks on which days somebody is on the plan.
    spans = [(who, each.starts_on, each.ends_on or date.max) for who, members in work.members.items() for each in members if work.plan.members]
    types = {"who": "INTEGER", "starts": "DATE", "ends": "DATE"}
    work.calculator.define("membership", types)
    work.calculator.fill("membership", types, spans)


def _find_originals(work: Work) -> None:
    """Which credit a return takes back: the one of the same person, measure and role that it names."""
    work.calculator.make(
        "turned",
        "SELECT c.seq, min(o.seq) AS original, any_value(o.day) AS original_day FROM credit c LEFT JOIN credit o ON o.payee = c.payee"
        " AND o.measure = c.measure AND o.ref = c.reverses AND o.role = c.role AND o.reverses = '' WHERE c.reverses <> '' GROUP BY c.seq",
    )


def _exchange(work: Work) -> None:
    """Convert money at the last rate on or before the credit's day; a return at the rate of its original's day."""
    calculator = work.calculator
    own = calculator.bind(work.plan.currency)
    if not work.has_foreign:
        return
    foreign = [code for (code,) in calculator.rows(f"SELECT DISTINCT currency FROM credit WHERE currency <> {own} ORDER BY 1")]
    types = {"code": "VARCHAR", "divisor": "HUGEINT"}
    calculator.define("foreign_currency", types)
    calculator.fill("foreign_currency", types, [(code, 10 ** (SHARE_DIGITS + _digits(code))) for code in foreign])
    returned = "LEFT JOIN turned t ON t.seq = c.seq" if work.has_returns else ""
    day = "coalesce(t.original_day, c.day)" if work.has_returns else "c.day"
    calculator.make(
        "dated",
        f"SELECT c.*, f.divisor, {day} AS rate_day FROM credit c LEFT JOIN foreign_currency f ON f.code = c.currency {returned}",
    )
    columns = ", ".join(_converted(name, work.digits) if name in MONEY else f"d.{name}" for name in TABLES["credit"])
    joined = "dated d ASOF LEFT JOIN exchange e ON e.currency = d.currency AND d.rate_day >= e.day"
    calculator.make("converted", f"SELECT {columns} FROM {joined} WHERE d.divisor IS NULL OR e.rate IS NOT NULL")
    calculator.run(
        "INSERT INTO problem SELECT d.seq, p.who, d.posted, -1, 'commission.no_exchange_rate', d.currency || ' ' || d.rate_day"
        f" FROM {joined} JOIN person p ON p.payee = d.payee WHERE d.divisor IS NOT NULL AND e.rate IS NULL"
    )
    work.credit = "converted"


def _digits(code: str) -> int:
    try:
        return currency(code).minor_digits
    except ValueError:
        return 0


def _converted(name: str, digits: int) -> str:
    """Minor units of one currency as minor units of the plan's, rounded once."""
    rate = f"CAST(e.rate * {10**SHARE_DIGITS} AS HUGEINT) * {10**digits}"
    return f"CASE WHEN d.divisor IS NULL THEN d.{name} ELSE CAST(halved(d.{name} * {rate}, d.divisor) AS BIGINT) END AS {name}"


def _lay_out_days(work: Work, asked: tuple[date, date] | None) -> None:
    calculator = work.calculator
    others = calculator.rows("SELECT min(day), max(day) FROM (SELECT day FROM cash UNION ALL SELECT period FROM paid)")[0]
    known = [day for day in (*work.days, *work.posted, *others, *(asked or ())) if day is not None]
    calculator.define("calendar", calendar.TYPES)
    if not known:
        return
    held = [
        each.component.release.days
        for rule in work.rules
        for each in rule.versions
        if isinstance(each.component, Commission) and isinstance(each.component.release, Hold)
    ]
    first, last = asked or work.posted
    work.periods = work.calendar.periods(first, last) if first and last else []
    ends = [work.calendar.period_end(period) - timedelta(days=1) for period in work.periods]
    until = max([max(known) + timedelta(days=max(held, default=0)), *ends])
    calculator.fill("calendar", calendar.TYPES, work.calendar.rows(min([*known, *work.periods]), until))
    types = {"period": "DATE", "last": "DATE"}
    calculator.define("pay_period", types)
    calculator.fill("pay_period", types, list(zip(work.periods, ends, strict=True)))
    outside = "SELECT c.seq, p.who, c.posted, -1, 'commission.no_pay_period', '' FROM credit c JOIN person p USING (payee)"
    if calculator.rows("SELECT 1 FROM calendar WHERE period IS NULL LIMIT 1"):
        calculator.run(f"INSERT INTO problem {outside} JOIN calendar k ON k.day = c.posted WHERE k.period IS NULL")
