"""Which credits a component pays for: its measures, its filters, the days of its terms, and the people on the plan."""

from collections.abc import Sequence

from kaituo.performance.commissions.engine.columns.calculator import Calculator, checked
from kaituo.performance.commissions.engine.columns.rule import Version
from kaituo.performance.commissions.engine.columns.work import Work
from kaituo.performance.commissions.engine.plan.components import Commission, Credited
from kaituo.performance.commissions.engine.plan.crediting import Condition
from kaituo.performance.commissions.engine.plan.words import BETWEEN_TERRITORIES, Dimension, Window

NO_PLACE = "0"


def sold(work: Work, *, window: Window = Window.MONTH, by_anybody: bool = False) -> str:
    """All credits with the number of their payee, their pay period and the window they count in: what follows FROM.

    Those of people who are not on the plan are left out, unless credits `by_anybody` are asked for.
    """
    own = "k" if not work.has_late else "w"
    win = "k.period" if window is Window.PAY_PERIOD else f"{own}.{window.value}"
    late = " JOIN calendar w ON w.day = c.day" if work.has_late else ""
    who = f"{work.credit} c JOIN person p ON p.payee = c.payee JOIN calendar k ON k.day = c.posted{late}"
    if work.plan.members and not by_anybody:
        who += " JOIN membership m ON m.who = p.who AND c.day >= m.starts AND c.day < m.ends"
    return f"(SELECT c.*, p.who, k.period, {win} AS win, c.reverses <> '' AS turn FROM {who} WHERE k.period IS NOT NULL) AS s"


def measured(calculator: Calculator, measures: Sequence[str]) -> str:
    return f"measure IN ({calculator.bind_all(measures)})" if measures else "FALSE"


def dated(calculator: Calculator, version: Version) -> str:
    ends = f" AND day < {calculator.bind(version.terms.ends_on)}" if version.terms.ends_on else ""
    return f"day >= {calculator.bind(version.starts_on)}{ends}"


def holds(calculator: Calculator, conditions: Sequence[Condition]) -> str:
    """All of the conditions as one; without any it holds always."""
    parts = [f"{'NOT ' if each.except_these else ''}{is_one_of(calculator, each.by, each.values)}" for each in conditions]
    return " AND ".join(parts) or "TRUE"


def is_one_of(calculator: Calculator, by: str, values: Sequence[str]) -> str:
    """Whether what is known of a credit is among the values; of its territories one is enough."""
    bound = calculator.bind_all(values)
    if by == Dimension.TERRITORY:
        return f"list_has_any(string_split({checked(by)}, '{BETWEEN_TERRITORIES}'), [{bound}])"
    return f"{checked(by)} IN ({bound})"


def covered(calculator: Calculator, version: Version) -> str:
    """The condition under which a credit is this component's business, free of commission or not."""
    component = version.component
    measures = component.measures if isinstance(component, Credited) else ()
    parts = [
        measured(calculator, measures),
        dated(calculator, version),
        holds(calculator, component.where if isinstance(component, Credited) else ()),
    ]
    if isinstance(component, Commission) and component.split:
        parts.append(f"role IN ({calculator.bind_all([share.role for share in component.split.shares])})")
    return " AND ".join(parts)


def is_free(calculator: Calculator, version: Version) -> str:
    component = version.component
    free = component.free if isinstance(component, Credited) else ()
    return f"({holds(calculator, free)})" if free else "FALSE"


def tell_uncovered(work: Work) -> None:
    """A credit that no component looks at is a problem, whoever it belongs to."""
    calculator = work.calculator
    if not work.plan.members and _is_all_covered(work):
        return
    credited = [version for rule in work.rules for version in rule.versions if isinstance(version.component, Credited)]
    overridden = [version for rule in work.rules for version in rule.versions if rule.kind in ("override", "pool")]
    conditions = [covered(calculator, version) for version in credited]
    for version in overridden:
        conditions.append(f"{measured(calculator, getattr(version.component, 'measures', ()))} AND {dated(calculator, version)}")
    nobody = " AND NOT ".join(f"({each})" for each in conditions)
    calculator.run(
        "INSERT INTO problem SELECT c.seq, p.who, c.posted, -1, 'commission.not_covered', c.measure"
        f" FROM {work.credit} c JOIN person p ON p.payee = c.payee WHERE NOT {nobody or 'FALSE'}"
    )
    if work.plan.members:
        _tell_strangers(work)


def _is_all_covered(work: Work) -> bool:
    """Whether one component has looked at every credit: then no condition has to be asked again."""
    total = work.calculator.value(f"SELECT count(*) FROM {work.credit}")
    looked_at = [work.credited(rule) for rule in work.rules if rule.kind in ("commission", "spiff")]
    return any(work.calculator.value(f"SELECT count(*) FROM {table}") == total for table in looked_at)


def _tell_strangers(work: Work) -> None:
    """Credits of people who were not on the plan on that day: somebody who has left, or never came."""
    off = f"FROM {work.credit} c JOIN person p ON p.payee = c.payee ANTI JOIN membership m ON m.who = p.who AND c.day >= m.starts AND c.day < m.ends"
    left = "CASE WHEN l.last <= c.day THEN 'commission.payee_left' ELSE 'commission.not_on_plan' END"
    work.calculator.run(
        f"INSERT INTO problem SELECT c.seq, c.who, c.posted, -1, {left}, '' FROM (SELECT c.seq, c.day, c.posted, p.who {off}) c"
        " LEFT JOIN (SELECT who, max(ends) AS last FROM membership GROUP BY who) l ON l.who = c.who"
        " WHERE c.seq NOT IN (SELECT seq FROM problem WHERE seq IS NOT NULL)"
    )
