"""Times totals and breakdowns of measures, in this process, against the plain SQL that adds up the same entries."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from statistics import median
from time import perf_counter

from django.db import connection

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.metrics.reports import Question, breakdown

MEASURE = "orders.booked_revenue"
YEAR = Question(date(2024, 1, 1), date(2025, 1, 1))
IN_YEAR = "FROM metrics_entry WHERE measure = 'orders.booked_revenue' AND \"on\" >= '2024-01-01' AND \"on\" < '2025-01-01'"
LONGEST_S = 30
MS = 1000


@dataclass(frozen=True)
class Timing:
    name: str
    report_ms: float
    sql_ms: float
    ratio: float
    runs: int


def measure(user: User, rounds: int) -> list[dict]:
    month = "date_trunc('month', \"on\")" if connection.vendor == "postgresql" else "strftime('%Y-%m', \"on\")"
    asked = [
        ("total of a year", (), f"SELECT sum(amount) {IN_YEAR}"),
        ("year by person", ("person",), f"SELECT person_id, sum(amount) {IN_YEAR} GROUP BY person_id"),
        ("year by month", ("month",), f"SELECT {month}, sum(amount) {IN_YEAR} GROUP BY 1"),
        ("year by team and month", ("team", "month"), f"SELECT team_id, {month}, sum(amount) {IN_YEAR} GROUP BY 1, 2"),
    ]
    return [
        asdict(compared(f"{name} ({Entry.objects.count():,} entries in all)", lambda d=dims: breakdown(MEASURE, d, YEAR, by=user), sql, rounds))
        for name, dims, sql in asked
    ]


def compared(name: str, report: Callable[[], object], sql: str, rounds: int) -> Timing:
    pairs = []
    for _round in range(rounds):
        pairs.append((seconds(report), seconds(lambda: fetched(sql))))
        if sum(map(sum, pairs)) > LONGEST_S:
            break
    ours, plain = (median(column) for column in zip(*pairs, strict=True))
    return Timing(name, round(ours * MS, 2), round(plain * MS, 2), round(ours / plain, 2), len(pairs))


def fetched(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def seconds(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began
