"""One commission calculation: reads terms and credits, runs the engine plan by plan, gives back what each line would be. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Min

from kaituo.foundation.calc.step import Step
from kaituo.foundation.company.books import base_currency
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import divide_half_up
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.performance.commissions.engine.terms import Cash, Credit, Line

from .cash import cash_of
from .choices import LineKind, Release
from .drafts import Draft
from .earnings import earned
from .models import Component, Dispute, Plan, StatementLine
from .releases import releases_of
from .terms import Terms, terms_of

SCALE_DIGITS = 4
WHOLE = 100


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


def drafts_of_plan(plan: Plan, period: Period) -> list[Draft]:
    """What the plan's credits of the period earn, and what of earlier ones is clawed back."""
    return Calculation(terms_of(plan, period), period).drafts()


def drafts_beside(period: Period, code: str, plan: Plan | None) -> list[Draft]:
    """What customers' payments release and accepted disputes add; of one plan, or of all of the currency."""
    return [*releases_of(period, code, plan), *_adjustments(period, code)]


class Calculation:
    """One plan over one period. `scale` in percent: as if so much had been sold in it. `imagined`: credits that nothing stands behind yet."""

    def __init__(self, terms: Terms, period: Period, scale: int = WHOLE, imagined: Sequence[Row] = ()) -> None:
        self.terms, self.period, self.scale, self.imagined = terms, period, scale, imagined
        self.code = terms.plan.currency
        self.digits = currency(self.code).minor_digits
        self.base = base_currency()

    def drafts(self) -> list[Draft]:
        if not self.terms.components or not self.terms.payees:
            return []
        rows = self._rows()
        originals = _originals(rows)
        credits = [self._credit(row, originals) for row in rows if self.terms.covers(row.person_id, row.earned_on)]
        by_pk = {row.pk: row for row in rows}
        lines = earned(self.terms, self.period, credits, self._cash(rows), self._history(originals)) if credits else []
        return [self._draft(line, by_pk[int(line.credit_ref)], originals) for line in lines]

    def _rows(self) -> list[Row]:
        """The entries of every window that the period's entries touch, for all payees in one query."""
        entries = Entry.objects.filter(measure__in=self.terms.measures, person__in=self.terms.payees)
        first = entries.between(self.period.start, self.period.end).aggregate(day=Min("earned_on"))["day"]
        start = self.terms.window_start(min(filter(None, [first, self.period.start])))
        rows = [Row(*row) for row in entries.between(start, self.period.end).order_by("pk").values_list(*Row._fields)]
        rows += [row for row in self.imagined if row.measure in self.terms.measures and row.person_id in self.terms.payees]
        return rows if self.scale == WHOLE else [self._scaled(row) for row in rows]

    def _scaled(self, row: Row) -> Row:
        if row.on not in self.period:
            return row
        amounts = {name: divide_half_up(getattr(row, name) * self.scale, WHOLE) for name in ("amount", "original_amount")}
        return row._replace(**amounts)

    def _credit(self, row: Row, originals: dict[int, int]) -> Credit:
        amount, code = self._worth(row)
        return Credit(
            payee=str(row.person_id),
            measure=row.measure,
            day=row.earned_on,
            period=self._period_of(row),
            amount_minor=divide_half_up(amount, 10 ** (SCALE_DIGITS - self.digits)),
            currency=code,
            ref=str(row.pk),
            order=str(row.pk),
            reverses=str(originals.get(row.pk, "")),
        )

    def _period_of(self, row: Row) -> str:
        """Days as text sort by time: this period's credits after all earlier ones."""
        return self.period.start.isoformat() if row.on in self.period else row.on.replace(day=1).isoformat()

    def _worth(self, row: Row) -> tuple[int, str]:
        """The amount in the plan's currency; counts have none and are taken as whole units."""
        if not row.currency or self.code == self.base:
            return row.amount, self.code
        return row.original_amount, row.currency

    def _history(self, originals: dict[int, int]) -> list[Line]:
        """What was paid for the sales that are now taken back: their rates are the ones to take back at."""
        lines = StatementLine.objects.frozen().filter(entry_id__in=set(originals.values()), kind=LineKind.EARNED, band__isnull=False)
        columns = (
            "statement__payee_id",
            "entry_id",
            "component__code",
            "on",
            "band",
            "base_minor",
            "before_minor",
            "rate",
            "result_minor",
            "is_uplift",
        )
        rows = lines.filter(component__terms__plan=self.terms.plan).values_list(*columns) if originals else []
        return [
            Line(str(payee), str(entry), code, "", on, band, base, before, rate, result, result, uplift)
            for payee, entry, code, on, band, base, before, rate, result, uplift in rows
        ]

    def _cash(self, rows: list[Row]) -> dict[str, Cash]:
        measures = {component.measure for component in self.terms.components if component.release == Release.CASH}
        found = {}
        for measure in measures:
            ids = [row.pk for row in rows if row.measure == measure and row.on in self.period]
            found |= {str(pk): _as_cash(*money) for pk, money in cash_of(measure, ids, self.period.end).items()}
        return found

    def _draft(self, line: Line, row: Row, originals: dict[int, int]) -> Draft:
        component = self.terms.component_on(line.component, row.earned_on) if line.component else None
        reverses = originals.get(row.pk)
        return Draft(
            payee_id=row.person_id,
            component=component,
            kind=LineKind.CLAW_BACK if reverses else LineKind.EARNED,
            on=row.on,
            earned_on=row.earned_on,
            amount_minor=line.payable_minor,
            entry_id=row.pk,
            reverses_id=reverses,
            source_type=row.source_type,
            source_id=row.source_id,
            band=line.band,
            is_uplift=line.is_uplift,
            base_minor=line.base_minor,
            before_minor=line.before_minor,
            rate=line.rate,
            result_minor=line.result_minor,
            explanation=_explained(line, component, reverses),
            problem=line.problem,
        )


def _originals(rows: list[Row]) -> dict[int, int]:
    """{correction: the entry it takes back}. A correction of a closed period takes back the first entry of the same record, person and day."""
    first: dict[tuple, Row] = {}
    found = {}
    for row in rows:
        key = (row.measure, row.source_type, row.source_id, row.person_id, row.currency, row.earned_on)
        original = first.setdefault(key, row)
        if row.is_adjustment and original.pk != row.pk and row.amount * original.amount < 0:
            found[row.pk] = original.pk
    return found


def _as_cash(collected: Decimal, invoiced: Decimal) -> Cash:
    return Cash(invoiced_minor=int(invoiced * SCALE), collected_minor=int(collected * SCALE))


def _explained(line: Line, component: Component | None, reverses: int | None) -> dict[str, Any]:
    """The step behind a line, with the band it fell into."""
    if line.band is None or component is None:
        return {}
    label = "commission.uplift" if line.is_uplift else "commission.claw_back" if reverses else f"commission.{component.tiers}"
    band = list(component.bands.all())[line.band]
    inputs = {"base_minor": line.base_minor, "before_minor": line.before_minor, "rate": line.rate, "lower": band.lower, "upper": band.upper}
    return Step(label, line.result_minor, inputs | {"unit": component.unit, "payable_minor": line.payable_minor}).to_plain()


def _adjustments(period: Period, code: str) -> list[Draft]:
    """Accepted disputes of earlier runs that no run has paid yet."""
    rows = Dispute.objects.filter(state="accepted", settled_in__isnull=True, statement__currency=code, statement__run__starts_on__lt=period.start)
    return [
        Draft(
            payee_id=dispute.payee_id,
            component=None,
            kind=LineKind.ADJUSTMENT,
            on=period.start,
            earned_on=period.start,
            amount_minor=dispute.amount_minor,
            result_minor=dispute.amount_minor,
            source_type=dispute._meta.label,
            source_id=dispute.pk,
            explanation=Step("commission.adjustment", dispute.amount_minor, {"dispute": dispute.pk, "reason": dispute.answer}).to_plain(),
        )
        for dispute in rows.order_by("pk")
    ]


def totals(drafts: Iterable[Draft]) -> dict[int, int]:
    """Minor units by payee."""
    found: dict[int, int] = defaultdict(int)
    for draft in drafts:
        found[draft.payee_id] += draft.amount_minor
    return dict(found)
