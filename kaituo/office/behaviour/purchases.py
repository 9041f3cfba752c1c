"""When customers first ordered, when again, and for how much: from the entries of the ledger that the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import PeriodKind
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records.spans import MonthOf, QuarterOf
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order, OrderLine

from .statements import as_day, as_parameter, asked

ORDERED, BOOKED = "orders.order_count", "orders.booked_revenue"
SPANS = {PeriodKind.MONTH: MonthOf, PeriodKind.QUARTER: QuarterOf}
ORDERS, LINES = Order._meta.db_table, OrderLine._meta.db_table
BOUGHT = f"""
, bought AS MATERIALIZED (
    SELECT o.account_id AS account, c.span AS span
    FROM counted c JOIN {ORDERS} o ON o.id = c.source_id JOIN chosen a ON a.id = o.account_id
    GROUP BY o.account_id, c.span HAVING MAX(c.amount) > 0
), begun AS MATERIALIZED (
    SELECT account, MIN(span) AS first FROM bought GROUP BY account
)"""  # noqa: S608 - our own names
PAID = f"""
, paid AS MATERIALIZED (
    SELECT o.account_id AS account, p.span AS span, SUM(p.amount) AS amount
    FROM posted p JOIN {LINES} l ON l.id = p.source_id JOIN {ORDERS} o ON o.id = l.order_id JOIN begun b ON b.account = o.account_id
    GROUP BY o.account_id, p.span
)"""  # noqa: S608 - our own names
COUNTS = """
SELECT b.first, t.span, COUNT(*) FROM bought t JOIN begun b ON b.account = t.account WHERE b.first >= %s GROUP BY b.first, t.span"""
SUMS = """
SELECT b.first, t.span, SUM(t.amount) FROM paid t JOIN begun b ON b.account = t.account WHERE b.first >= %s GROUP BY b.first, t.span"""
OF_CELL = """
SELECT b.account, EXISTS (SELECT 1 FROM bought t WHERE t.account = b.account AND t.span = %s) AS came,
    COALESCE(SUM(CASE WHEN p.span = %s THEN p.amount END), 0) AS then_paid, COALESCE(SUM(p.amount), 0) AS in_all
FROM begun b LEFT JOIN paid p ON p.account = b.account WHERE b.first = %s GROUP BY b.account"""
COUNTED = f"""
, cell AS ({OF_CELL}) SELECT came, COUNT(*), SUM(then_paid), SUM(in_all) FROM cell GROUP BY came"""  # noqa: S608 - our own text
LISTED = f"""
, cell AS ({OF_CELL}) SELECT account, then_paid, in_all FROM cell WHERE came = %s ORDER BY then_paid DESC, in_all DESC, account LIMIT %s"""  # noqa: S608 - our own text

Table = dict[tuple[date, date], int]


@dataclass(frozen=True)
class Purchases:
    """Of these customers, by month or quarter. Amounts are whole ten-thousandths of the base currency."""

    user: User
    chosen: QuerySet[Account]
    kind: PeriodKind

    def counts(self, since: date) -> Table:
        """{(span of the first order, span): customers who ordered}, of those who began on this day or later."""
        return self._table(asked(self._parts(ORDERED), BOUGHT + COUNTS, [as_parameter(since)]))

    def sums(self, since: date) -> Table:
        return self._table(asked(self._parts(ORDERED, BOOKED), BOUGHT + PAID + SUMS, [as_parameter(since)]))

    def cell(self, first: date, span: date) -> dict[bool, tuple[int, int, int]]:
        """{whether they ordered in the span: (customers, amount in it, amount in all)}."""
        rows = asked(self._parts(ORDERED, BOOKED), BOUGHT + PAID + COUNTED, [as_parameter(day) for day in (span, span, first)])
        return {bool(came): (count, int(then), int(whole)) for came, count, then, whole in rows}

    def listed(self, first: date, span: date, *, came: bool, most: int) -> list[tuple[int, int, int]]:
        """(customer, amount in the span, amount in all), the largest first."""
        parameters = [*(as_parameter(day) for day in (span, span, first)), came, most]
        rows = asked(self._parts(ORDERED, BOOKED), BOUGHT + PAID + LISTED, parameters)
        return [(account, int(then), int(whole)) for account, then, whole in rows]

    def _parts(self, *measures: str) -> dict[str, QuerySet]:
        found = {"counted": self._entries(ORDERED), "chosen": self.chosen.values("id")}
        return found | ({"posted": self._entries(BOOKED)} if BOOKED in measures else {})

    def _entries(self, measure: str) -> QuerySet:
        rows = visible(self.user, Entry.objects.filter(measure=measure))
        return rows.annotate(span=SPANS[self.kind]("on")).values("source_id", "amount", "span")

    def _table(self, rows: Iterable[tuple]) -> Table:
        return {(as_day(first), as_day(span)): int(number) for first, span, number in rows}
