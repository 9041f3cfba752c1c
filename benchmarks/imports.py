"""Rows per second of an import of new customers, against writing like rows and like events with one prepared statement each."""

from time import perf_counter
from uuid import uuid4

from django.db import connection, transaction

from benchmarks.pages import _copied
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Event
from kaituo.office.exchange.actions import Package, import_package
from kaituo.office.exchange.files import read_table
from kaituo.office.exchange.mapping import guess_map
from kaituo.sales.customers.models import Account

ROWS = 5000


def measure() -> dict:
    """Both are rolled back, so the company stays as it was."""
    ours, floor = undone(imported), undone(written)
    return {"rows": ROWS, "per_second": round(ROWS / ours), "floor_per_second": round(ROWS / floor), "ratio": round(ours / floor, 1)}


def undone(work) -> float:
    with transaction.atomic():
        began = perf_counter()
        work()
        took = perf_counter() - began
        transaction.set_rollback(True)
    return took


def imported() -> None:
    lines = ["Number,Name,City,Phone", *(f"IMP-{n},进口客户{n},上海,0215550{n:04}" for n in range(ROWS))]
    table = read_table("\n".join(lines).encode(), "accounts.csv")
    import_package(Package("benchmark", [(table, guess_map(Account, table.headings))]), by=User.objects.system())


def written() -> None:
    account, event = Account.objects.values_list("pk", flat=True).first(), Event.objects.values_list("pk", flat=True).first()
    with connection.cursor() as cursor:
        cursor.executemany(_copied(Account, account, {"number": "%s"}), [(uuid4().hex,) for _row in range(ROWS)])
        cursor.executemany(_copied(Event, event, {"request_id": "%s"}), [(uuid4().hex,) for _row in range(ROWS)])
