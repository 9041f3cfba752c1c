"""A rep's open deals as what she may yet be credited with, and what that would pay her this month. Nobody but herself, and only what she may see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kaituo.foundation.company.books import Converter, RateMissing
from kaituo.foundation.identity.access import shows, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import clock
from kaituo.foundation.ui import formats
from kaituo.performance.commissions.whatif import ComponentPay, Imagined, pay_of
from kaituo.sales.pipeline.models import Opportunity

from .facts import facts_of_deals, facts_of_line

MOST = 30
STEP, WHOLE = 10, 100
BOOKED, PIECES, COUNTED = "orders.booked_revenue", "orders.units", "orders.order_count"


@dataclass(frozen=True)
class Chance:
    """An open deal, and how much of it is counted, in percent."""

    deal: Opportunity
    percent: int

    @property
    def name(self) -> str:
        return f"deal-{self.deal.pk}"

    @property
    def amount(self) -> Decimal:
        return self.deal.amount * self.percent / WHOLE


def chances(by: User, chosen: Mapping[str, str]) -> list[Chance]:
    """Her own open deals, the next ones first. Without a choice each counts by its chance."""
    if shows(by, Opportunity, "amount") != Shows.FULL:
        return []
    rows = visible(by, Opportunity.objects.open()).filter(owner=by, amount__gt=0).select_related("account", "stage").order_by("expected_on", "pk")
    rows = rows.prefetch_related("lines__product__category")
    is_chosen = any(name.startswith("deal-") for name in chosen)
    return [Chance(deal, _percent(chosen.get(f"deal-{deal.pk}", "0")) if is_chosen else _chance(deal)) for deal in rows[:MOST]]


def _percent(text: str) -> int:
    return min(int(text), WHOLE) if text.isascii() and text.isdigit() else 0


def _chance(deal: Opportunity) -> int:
    return int(deal.effective_probability() * WHOLE) // STEP * STEP


def pay_with(by: User, counted: list[Chance]) -> dict[str, Any]:
    """What the page shows: each rule now and then, the sums, and the same in words."""
    today = clock.today()
    period = Period.containing(today, PeriodKind.MONTH)
    rows = pay_of(by, period, list(_imagined(counted, today)))
    sums = {code: _summed([row for row in rows if row.currency == code], code) for code in dict.fromkeys(row.currency for row in rows)}
    return {"period": period, "rows": rows, "sums": list(sums.values()), "told": [_told(row) for row in rows if row.more]}


def _imagined(counted: list[Chance], today: date) -> Iterator[Imagined]:
    """Each deal as the order it would be: a credit for every product in it, so that rules about products know what they pay for."""
    converter, taken = Converter(), [each for each in counted if each.percent]
    facts = facts_of_deals([each.deal for each in taken], today)
    for each in taken:
        share, known = Decimal(each.percent) / WHOLE, facts[each.deal.pk]
        lines = list(each.deal.lines.all())
        parts = [(line.amount * share, facts_of_line(known, line, share)) for line in lines] or [(each.amount, known)]
        for amount, of_part in parts:
            try:
                worth = converter.to_base(amount, each.deal.currency, today)
            except RateMissing:
                continue
            yield Imagined(BOOKED, today, worth, amount, each.deal.currency, of_part)
        for line in lines:
            yield Imagined(PIECES, today, line.quantity * share, line.quantity * share, "", facts_of_line(known, line, share))
        yield Imagined(COUNTED, today, share, share, "", known)


def _summed(rows: list[ComponentPay], code: str) -> ComponentPay:
    return ComponentPay(_("Total"), code, sum((row.now for row in rows), Decimal(0)), sum((row.then for row in rows), Decimal(0)))


def _told(row: ComponentPay) -> str:
    words = {"rule": row.name, "now": formats.money(row.now, row.currency), "then": formats.money(row.then, row.currency)}
    return _("%(rule)s: %(now)s now, %(then)s then, %(more)s more.") % {**words, "more": formats.money(row.more, row.currency)}
