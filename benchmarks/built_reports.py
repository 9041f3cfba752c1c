"""What `benchmarks.built` asks: groups, a pivot, different customers, a rep's own, and the records behind a cell."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from benchmarks.large import Size, customers, frame, orders, people
from benchmarks.machine import described
from kaituo.config.initialise import initialise
from kaituo.foundation.identity.models import User
from kaituo.office.reports.addresses import definition_of
from kaituo.office.reports.engine.definition import read
from kaituo.office.reports.outcome import Outcome
from kaituo.office.reports.over_records import Behind
from kaituo.office.reports.records_of import span_at
from kaituo.office.reports.running import ask
from kaituo.office.reports.sheets import sheet_of
from kaituo.sales.orders.models import OrderLine

CENT = Decimal("0.01")
EACH = 4
"""Lines of an order."""
SPAN = {"on": "order__ordered_on", "span": "2025-01-01..2025-12-31"}
DAY = {"sqlite": "+o.ordered_on", "postgresql": "o.ordered_on"}
"""Of half of the orders SQLite finds the days faster without their index; the floors are written so that they take the best way."""
YEAR = "{0} >= '2025-01-01' AND {0} < '2026-01-01'"
KEPT = "l.archived_at IS NULL"
FROM = "orders_orderline l JOIN orders_order o ON o.id = l.order_id"
MONTH = {"sqlite": "substr(o.ordered_on, 1, 7)", "postgresql": "date_trunc('month', o.ordered_on)"}


@dataclass(frozen=True)
class Case:
    name: str
    who: str
    saved: dict[str, Any]
    floors: list[str]


def cases() -> list[Case]:
    month, year, about = MONTH[connection.vendor], YEAR.format(DAY[connection.vendor]), {"about": "orders.OrderLine"}
    own = User.objects.get(username="person5").pk
    by_product = f"SELECT +l.product_id, o.currency, count(*), sum(l.amount), sum(l.quantity) FROM {FROM} WHERE {KEPT}"
    pivot = f"SELECT +l.product_id, {month}, o.currency, sum(l.amount) FROM {FROM} WHERE {KEPT} AND {year} GROUP BY 1, 2, 3"
    different = "SELECT {}count(DISTINCT o.account_id) FROM " + f"{FROM} WHERE {KEPT} AND {year}"
    amounts = ["count", "sum:amount", "sum:quantity"]
    return [
        Case("lines by product", "person1", about | {"rows": ["product"], "values": amounts}, [f"{by_product} GROUP BY 1, 2"]),
        Case(
            "lines of a year by product",
            "person1",
            about | SPAN | {"rows": ["product"], "values": amounts},
            [f"{by_product} AND {year} GROUP BY 1, 2"],
        ),
        Case(
            "pivot of product and month",
            "person1",
            about | SPAN | {"rows": ["product"], "across": "order__ordered_on@month", "values": ["sum:amount"]},
            [pivot],
        ),
        Case(
            "different customers by industry",
            "person1",
            about | SPAN | {"rows": ["order__account__industry"], "values": ["distinct:order__account"]},
            [
                f"SELECT a.industry, count(DISTINCT o.account_id) FROM {FROM} JOIN customers_account a ON a.id = o.account_id WHERE {KEPT} AND {year} GROUP BY 1",
                different.format(""),
            ],
        ),
        Case(
            "a rep's own lines by product",
            "person5",
            about | SPAN | {"rows": ["product"], "values": amounts},
            [f"{by_product} AND {year} AND o.owner_id = {own} GROUP BY 1, 2"],
        ),
    ]


def run(asked: Namespace, clock: Callable[[], float]) -> dict[str, Any]:
    build(asked.lines)
    machine = described()
    figures = [measured(case, asked.rounds, clock) for case in cases()]
    figures.append(drill(cases()[2], asked.rounds, clock))
    for each in figures:
        print(each)
    return {"figures": figures, "machine": machine}


def build(lines: int) -> None:
    initialise(demo=False)
    if OrderLine.objects.exists():
        return
    size = Size("built", 200, lines // EACH, 1, 1, lines // EACH, lines, 1)
    for part in (frame, people, customers, orders):
        part(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measured(case: Case, rounds: int, clock: Callable[[], float]) -> dict[str, Any]:
    definition, user = read(case.saved), User.objects.get(username=case.who)
    check(case, ask(definition, user, timezone.localdate()))
    pairs = [
        (timed(lambda: sheet_of(ask(definition, user, timezone.localdate())), clock), timed(lambda: fetched(case.floors), clock))
        for _ in range(rounds)
    ]
    return told(case.name, pairs)


def check(case: Case, outcome: Outcome) -> None:
    """What is timed must be the same figures: the last column of the last statement comes to the report's total."""
    plain = sum((Decimal(str(row[-1])) for row in fetched(case.floors)), Decimal(0))
    total = outcome.table.total.cells[-1][-1].value if outcome.table else None
    if total is None or abs(total - plain) >= CENT:
        raise RuntimeError(f"{case.name}: the report comes to {total}, plain SQL to {plain}")


def drill(case: Case, rounds: int, clock: Callable[[], float]) -> dict[str, Any]:
    """Behind one cell of the pivot: a product in a month."""
    user = User.objects.get(username=case.who)
    outcome = ask(read(case.saved), user, timezone.localdate())
    href = outcome.href(outcome.table.lines[0].key, outcome.table.across[0], 0)
    query = QueryDict(href.partition("?")[2])
    product = outcome.table.lines[0].key[0]
    span = span_at(outcome.table.across[0], "month")
    where = f"WHERE {KEPT} AND l.product_id = {product} AND o.ordered_on >= '{span.start}' AND o.ordered_on < '{span.end}'"
    floors = [f"SELECT o.currency, sum(l.amount) FROM {FROM} {where} GROUP BY 1", f"SELECT l.*, o.* FROM {FROM} {where} ORDER BY l.id DESC LIMIT 51"]

    def opened() -> None:
        behind = Behind(definition_of(query), user, timezone.localdate(), query)
        behind.figures()
        behind.page(behind.columns(), "")

    return told("records behind a cell", [(timed(opened, clock), timed(lambda: fetched(floors), clock)) for _ in range(rounds)])


def timed(deed: Callable[[], Any], clock: Callable[[], float]) -> float:
    began = clock()
    deed()
    return clock() - began


def fetched(floors: list[str]) -> list[tuple[Any, ...]]:
    """The rows of the last one."""
    with connection.cursor() as cursor:
        for each in floors:
            cursor.execute(each)
            rows = cursor.fetchall()
    return rows


def told(name: str, pairs: list[tuple[float, float]]) -> dict[str, Any]:
    report, floor = (median(each) for each in zip(*pairs, strict=True))
    return {
        "what": name,
        "database": connection.vendor,
        "report_ms": round(report * 1000, 1),
        "floor_ms": round(floor * 1000, 1),
        "ratio": round(report / floor, 2),
    }
