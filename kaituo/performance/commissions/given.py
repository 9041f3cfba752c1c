"""What a calculation is given beside credits, from real records: targets, who leads whom, money received, exchange rates, and what earlier runs left."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.company.models import ExchangeRate
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import divide_half_up, round_half_up
from kaituo.foundation.metrics.models import SCALE
from kaituo.performance.goals.models import Target

from .cash import collections_of
from .choices import ON_CASH, ON_LATE_CASH, LineKind
from .credits import Row
from .documents import payee_of, release_of
from .engine.columns.goals import of_team
from .engine.columns.inputs import UNIT_DIGITS, Columns
from .engine.columns.rule import basis_digits
from .engine.plan.components import Component, Override
from .engine.plan.limits import Cap
from .engine.plan.words import Basis, Excess
from .models import StatementLine
from .models.plan import code_of
from .terms import Terms

Rows = list[tuple[Any, ...]]


def targets_of(terms: Terms, span: Period) -> Columns:
    """Those set in goals, and those agreed with the assignment, which go first; each in ten-thousandths, told once."""
    rows = Target.objects.in_force().filter(measure__in=terms.measures, person__in=terms.payees, starts_on__lt=span.end, ends_on__gt=span.start)
    found = {
        (payee_of(who), measure, kind, start): amount
        for who, measure, kind, start, amount in rows.values_list("person_id", "measure", "kind", "starts_on", "goal_amount")
    }
    found |= _team_targets(terms, span)
    for assignment in terms.assignments:
        held = span if terms.always else assignment.span.intersect(span)
        if assignment.target_amount is not None and held:
            found |= {(payee_of(assignment.person_id), *key): assignment.target_amount for key in _windows(terms, held)}
    listed = [(*key, int(round_half_up(amount * 10**UNIT_DIGITS, 0))) for key, amount in sorted(found.items())]
    return Columns(("payee", "measure", "span", "starts", "amount"), listed)


def _team_targets(terms: Terms, span: Period) -> dict[tuple[str, str, str, date], Decimal]:
    """What the teams of people with an override are to reach; of teams within one another that one person leads, the outermost."""
    measures = {measure for rule in terms.rules if isinstance(rule, Override) for measure in rule.measures}
    rows = Target.objects.in_force().filter(measure__in=measures, team__isnull=False, owner__in=terms.payees, starts_on__lt=span.end)
    rows = rows.filter(ends_on__gt=span.start).exclude(parent__owner=F("owner"), parent__starts_on=F("starts_on"), parent__kind=F("kind"))
    sums: dict[tuple[str, str, str, date], Decimal] = defaultdict(Decimal)
    for who, measure, kind, start, amount in rows.values_list("owner_id", "measure", "kind", "starts_on", "goal_amount"):
        sums[payee_of(who), of_team(measure), kind, start] += amount
    return sums


def _windows(terms: Terms, held: Period) -> set[tuple[str, str, date]]:
    """(measure, span, first day) of every window of every rule that the days touch; of several measures the first has the target."""
    found = set()
    for rule in terms.rules:
        day: date = held.start
        for measure in getattr(rule, "measures", ())[:1]:
            while day < held.end and (start := terms.calendar.window(day, rule.reset)):
                found.add((measure, str(rule.reset), start))
                day = terms.calendar.window_end(start, rule.reset)
    return found


def cash_of_rows(terms: Terms, rows: Iterable[Row], paid: list[Period]) -> Columns:
    """What customers have paid for the credits of the paid periods; for those of earlier runs see what was released since."""
    span, digits = Period(paid[0].start, paid[-1].end), currency(terms.plan.currency).minor_digits
    on_cash = [rule for rule in terms.rules if release_of(rule) in (ON_CASH, ON_LATE_CASH)]
    found: Rows = []
    for measure in sorted({measure for rule in on_cash for measure in getattr(rule, "measures", ())}):
        mine = {row.pk: row for row in rows if row.measure == measure and row.on in span}
        for pk, came in collections_of(measure, mine, span.end).items():
            found += [(str(pk), max(each.day, mine[pk].on), _minor(each.collected, digits), _minor(each.due, digits), each.due_on) for each in came]
    return Columns(("order_ref", "day", "collected", "invoiced", "due"), found)


def exchange_of(terms: Terms, codes: set[str]) -> Columns:
    """What one unit of each foreign currency was worth in the plan's, from each day on which either rate changed."""
    foreign = codes - {terms.plan.currency}
    rates: dict[str, dict[date, Decimal]] = {base_currency(): {date(1, 1, 1): Decimal(1)}}
    if foreign:
        for code, day, rate in ExchangeRate.objects.filter(currency__in={*foreign, terms.plan.currency}).values_list("currency", "starts_on", "rate"):
            rates.setdefault(code, {})[day] = rate
    own = rates.get(terms.plan.currency, {})
    found = [(code, day, _crossed(rates[code], own, day)) for code in sorted(foreign & rates.keys()) for day in sorted({*rates[code], *own})]
    return Columns(("currency", "day", "rate"), [row for row in found if row[2]])


def _crossed(theirs: dict[date, Decimal], own: dict[date, Decimal], day: date) -> Decimal | None:
    known = [max((each for each in rates if each <= day), default=None) for rates in (theirs, own)]
    return round_half_up(theirs[known[0]] / own[known[1]], 8) if known[0] and known[1] else None


def history_of(terms: Terms, originals: Iterable[int]) -> Columns:
    """What was paid for the sales that are now taken back: their rates are the ones to take back at."""
    lines = StatementLine.objects.frozen().filter(entry_id__in=set(originals), kind=LineKind.EARNED, band__isnull=False, is_uplift=False)
    columns = ("statement__payee_id", "component__code", "entry_id", "band", "base_minor", "rate")
    rules = {rule.key: rule for rule in terms.rules}
    rows = lines.filter(component__terms__plan=terms.plan).values_list(*columns)
    known = [(who, code.partition(".")[2], *more) for who, code, *more in rows]
    found = [
        (payee_of(who), key, str(entry), band, _in_basis(terms, rules[key], base), rate)
        for who, key, entry, band, base, rate in known
        if key in rules
    ]
    return Columns(("payee", "component", "ref", "band", "base", "rate"), found)


def _in_basis(terms: Terms, rule: Component, minor: int) -> int:
    digits = currency(terms.plan.currency).minor_digits
    return divide_half_up(minor * 10 ** basis_digits(getattr(rule, "basis", Basis.AMOUNT), digits), 10**digits)


def debts_of(terms: Terms, before: date) -> Columns:
    """What draws of runs before that day paid ahead and was not taken back since."""
    if not any(each.draw and each.draw.recoverable for each in terms.document.terms):
        return Columns(("payee", "amount"), [])
    lines = _left(terms, before).filter(plan=terms.plan, kind__in=(LineKind.DRAW, LineKind.RECOVERY))
    return Columns(("payee", "amount"), [(payee_of(who), minor) for who, minor in _sums(lines, "statement__payee_id") if minor > 0])


def carried_of(terms: Terms, before: date) -> Columns:
    """What caps of runs before that day took and did not give back since; of the plan as a whole without a component."""
    names = ("payee", "component", "amount")
    codes = [code_of(terms.plan.pk, rule.key) for rule in terms.rules if _carries(rule.caps)]
    found: Rows = []
    if codes:
        lines = _left(terms, before).filter(component__code__in=codes, kind__in=(LineKind.CAP, LineKind.CARRIED))
        found += [
            (payee_of(who), code.partition(".")[2], -minor)
            for who, code, minor in _sums(lines, "statement__payee_id", "component__code")
            if minor < 0
        ]
    if any(_carries(each.caps) for each in terms.document.terms):
        lines = _left(terms, before).filter(plan=terms.plan, kind__in=(LineKind.PLAN_CAP, LineKind.PLAN_CARRIED))
        found += [(payee_of(who), "", -minor) for who, minor in _sums(lines, "statement__payee_id") if minor < 0]
    return Columns(names, found)


def _carries(caps: Iterable[Cap]) -> bool:
    return any(cap.excess is Excess.CARRIED for cap in caps)


def _left(terms: Terms, before: date):
    return StatementLine.objects.frozen().filter(earned_on__lt=before, statement__payee__in=terms.payees)


def _sums(lines, *keys: str) -> Iterable[tuple]:
    return lines.order_by().values(*keys).annotate(minor=Sum("amount_minor")).values_list(*keys, "minor")


def _minor(amount: Decimal, digits: int) -> int:
    return divide_half_up(int(amount * SCALE), 10 ** (UNIT_DIGITS - digits))
