"""The entries of the ledger as credits of a calculation: their worth in the plan's currency, and what the plan asks of the records behind them."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Min, QuerySet

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import divide_half_up, round_half_up
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.models import SCALE, Entry

from .cash import SOURCES, cash_of
from .documents import payee_of
from .engine.columns.inputs import AMOUNTS, DIMENSIONS, Columns
from .engine.plan.components import Commission, Component, Credited
from .engine.plan.rates import Expression, Lookup, Named, Ranged
from .engine.plan.words import Basis, Dimension
from .facts import Facts, facts_of
from .terms import Terms

NAMES = ("seq", "ref", "payee", "day", "posted", "measure", "currency", *AMOUNTS, "order_ref", "reverses", *DIMENSIONS)
WHOLE = Decimal(1)
AS_SOLD = 100
UNKNOWN = Facts()


class Row(NamedTuple):
    """The columns of an entry that a calculation reads."""

    pk: int
    measure: str
    on: date
    earned_on: date
    person_id: int
    amount: int
    original_amount: int
    currency: str
    source_type: str
    source_id: int
    is_adjustment: bool
    share: Decimal


def entries_to_read(terms: Terms, paid: list[Period], people: set[int]) -> QuerySet:
    """The entries of every window that those of the paid periods touch, for all people."""
    entries = Entry.objects.filter(measure__in=terms.measures, person__in=people)
    span = Period(paid[0].start, paid[-1].end)
    first = entries.between(span.start, span.end).aggregate(day=Min("earned_on"))["day"]
    return entries.between(terms.read_from(min(filter(None, [first, span.start]))), span.end)


def entries_of(terms: Terms, paid: list[Period], people: set[int]) -> list[Row]:
    return [Row(*row) for row in entries_to_read(terms, paid, people).order_by("pk").values_list(*Row._fields)]


def scaled(row: Row, percent: int) -> Row:
    """As if so much had been sold."""
    return row._replace(**{name: divide_half_up(getattr(row, name) * percent, AS_SOLD) for name in ("amount", "original_amount")})


def credits_of(terms: Terms, rows: list[Row], originals: dict[int, int], until: date, told: Mapping[int, Facts]) -> Columns:
    """One credit an entry; its number is the entry's, which decides the order within a day. `told` is known of rows that are no entries."""
    asked = Asked(list(terms.rules))
    facts = {**_facts([row for row in rows if row.pk not in told]), **told} if asked.facts else {}
    money = _collected(rows, until) if asked.collected else {}
    making = Making(terms.plan.currency, base_currency(), asked)
    credits = [making.credit(row, facts.get(row.pk, UNKNOWN), money.get(row.pk), originals.get(row.pk, "")) for row in rows]
    return Columns(NAMES, credits)


def originals_of(rows: list[Row]) -> dict[int, int]:
    """{correction: the entry it takes back}. A correction of a closed period takes back the first entry of the same record, person and day."""
    first: dict[tuple, Row] = {}
    found = {}
    for row in rows:
        key = (row.measure, row.source_type, row.source_id, row.person_id, row.currency, row.earned_on)
        original = first.setdefault(key, row)
        if row.is_adjustment and original.pk != row.pk and row.amount * original.amount < 0:
            found[row.pk] = original.pk
    return found


class Asked:
    """What a plan asks of records: nothing is looked up that it does not need."""

    def __init__(self, rules: list[Component]) -> None:
        bases = {getattr(rule, "basis", Basis.AMOUNT) for rule in rules} | {Basis(by) for by in map(_axis, rules) if by in tuple(Basis)}
        self.collected = Basis.COLLECTED in bases or any(_is_formula(rule) for rule in rules)
        self.facts = bool(bases & {Basis.MARGIN, Basis.UNITS}) or any(_is_formula(rule) or any(_dimensions(rule)) for rule in rules)
        self.whole = self._whole(rules)

    @staticmethod
    def _whole(rules: list[Component]) -> set[str]:
        """Measures whose every commission splits them by role: its shares are the plan's, not the record's."""
        parts = [(measure, rule.split is not None) for rule in rules if isinstance(rule, Commission) for measure in rule.measures]
        return {measure for measure, _split in parts} - {measure for measure, split in parts if not split}


def _axis(rule: Component) -> str:
    return str(getattr(getattr(rule, "rate", None), "by", ""))


def _is_formula(rule: Component) -> bool:
    return isinstance(getattr(rule, "rate", None), Expression)


def _dimensions(rule: Component) -> Iterator[str]:
    """Everything about a credit that the rule distinguishes; a share worked out of it too."""
    if isinstance(rule, Credited):
        yield from (str(each.by) for each in (*rule.where, *rule.free))
    if isinstance(rule, Commission) and rule.split:
        yield str(Dimension.ROLE)
    rate = getattr(rule, "rate", None)
    if isinstance(rate, Lookup):
        yield from (str(side.by) for side in (rate.rows, rate.columns) if isinstance(side, Named | Ranged))


def _facts(rows: list[Row]) -> dict[int, Facts]:
    return {
        pk: facts
        for measure in {row.measure for row in rows}
        for pk, facts in facts_of(measure, [r.pk for r in rows if r.measure == measure]).items()
    }


def _collected(rows: list[Row], until: date) -> dict[int, tuple[Decimal, Decimal]]:
    measures = {row.measure for row in rows} & SOURCES.keys()
    return {pk: money for measure in measures for pk, money in cash_of(measure, [row.pk for row in rows if row.measure == measure], until).items()}


class Making:
    """Makes credits in the whole numbers of the engine: minor units of the row's currency, pieces in ten-thousandths."""

    def __init__(self, code: str, base: str, asked: Asked) -> None:
        self.code, self.base, self.asked = code, base, asked

    def credit(self, row: Row, facts: Facts, money: tuple[Decimal, Decimal] | None, reverses: int | str) -> tuple[Any, ...]:
        ledger, code = self._worth(row)
        amount = divide_half_up(ledger, 10 ** (4 - currency(code).minor_digits))
        known = (row.pk, str(row.pk), payee_of(row.person_id), row.earned_on, row.on, row.measure, code)
        amounts = (amount, self._other(row, facts, "margin", amount), self._units(row, facts), self._paid(row, amount, money))
        return (
            *known,
            *amounts,
            self._other(row, facts, "list_amount", amount),
            str(row.pk),
            str(reverses),
            *(facts.texts.get(d, "") for d in DIMENSIONS),
        )

    def _worth(self, row: Row) -> tuple[int, str]:
        """In the company's currency as the ledger has it, else in its own, to be exchanged; counts have none and are taken as whole units."""
        is_own = not row.currency or self.code == self.base
        amount, code = (row.amount, self.code) if is_own else (row.original_amount, row.currency)
        if row.measure in self.asked.whole and row.share:
            return int(round_half_up(Decimal(amount) / row.share, 0)), code
        return amount, code

    def _other(self, row: Row, facts: Facts, name: str, amount: int) -> int:
        """Another amount of the record, cut to the person's share and exchanged like the credit itself."""
        measure = MEASURES.get(row.measure)
        if name == "margin" and measure is not None and "unit_cost" in measure.reveals:
            return amount
        if name not in facts.amounts:
            return 0
        is_exchanged = self.code == self.base and row.original_amount
        worth = Decimal(row.amount) / Decimal(row.original_amount) if is_exchanged else WHOLE
        digits = currency(self.code if self.code == self.base else row.currency or self.code).minor_digits
        return int(round_half_up((facts.amounts[name] * self._share(row) * worth).scaleb(digits), 0))

    def _units(self, row: Row, facts: Facts) -> int:
        measure = MEASURES.get(row.measure)
        if measure is not None and measure.unit != Unit.MONEY:
            return row.amount
        return int(round_half_up(facts.amounts.get("units", Decimal(0)) * self._share(row) * SCALE, 0))

    def _share(self, row: Row) -> Decimal:
        return WHOLE if row.measure in self.asked.whole else row.share

    @staticmethod
    def _paid(row: Row, amount: int, money: tuple[Decimal, Decimal] | None) -> int:
        """Of a measure that is paid for later what has been; any other is money already."""
        if row.measure not in SOURCES:
            return amount
        collected, due = money or (Decimal(0), Decimal(0))
        return int(round_half_up(Decimal(amount) * min(collected, due) / due, 0)) if due > 0 else 0
