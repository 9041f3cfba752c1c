"""The customers behind a cell of the cohorts: those who ordered in its span, and those who did not."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.models import SCALE
from kaituo.office.insights.links import entries_url
from kaituo.sales.customers.models import Account

from .cohorts import Asked
from .narrowing import customers
from .purchases import BOOKED, Purchases

MOST = 500


@dataclass(frozen=True)
class CellAsked:
    table: Asked
    first: Period
    span: Period
    side: str
    """yes: who ordered, no: who did not, empty: who ordered, or if nobody did, who did not."""

    @classmethod
    def of(cls, table: Asked) -> "CellAsked | None":
        """None where the address names no spans of the table's kind."""
        try:
            first, span = (Period.parse(table.query.get(name, "")) for name in ("first", "in"))
        except ValueError:
            return None
        if {first.kind, span.kind} != {table.kind}:
            return None
        return cls(table, first, span, table.query.get("came", ""))

    @property
    def back(self) -> str:
        return urlencode(self.table.pairs)

    def other(self, *, came: bool) -> str:
        return self.table.href(self.first, self.span) + f"&came={'yes' if came else 'no'}"


def customers_of(asked: CellAsked, user: User) -> dict[str, Any]:
    chosen, applied = customers(user, asked.table.query)
    purchases = Purchases(user, chosen, asked.table.kind)
    nobody = (0, 0, 0)
    counted = purchases.cell(asked.first.start, asked.span.start)
    shows_came = asked.side == "yes" or (asked.side != "no" and True in counted)
    listed = purchases.listed(asked.first.start, asked.span.start, came=shows_came, most=MOST)
    rows = {row.pk: row for row in Account.objects.filter(pk__in=[key for key, *_amounts in listed]).select_related("owner")}
    lines = [(rows[key], _money(then), _money(whole), _entries(asked, key)) for key, then, whole in listed if key in rows]
    sides = [(came, counted.get(came, nobody)[0], _money(counted.get(came, nobody)[1]), asked.other(came=came)) for came in (True, False)]
    return {
        "lines": lines,
        "sides": sides,
        "applied": applied,
        "most": MOST,
        "came": shows_came,
        "is_cut": counted.get(shows_came, nobody)[0] > len(lines),
    }


def _money(amount: int) -> Decimal:
    return Decimal(amount) / SCALE


def _entries(asked: CellAsked, account: int) -> tuple[str, str]:
    """Where the entries of the span, and all of them, are."""
    return entries_url(BOOKED, asked.span.start, asked.span.end, {"account": account}), entries_url(BOOKED, keys={"account": account})
