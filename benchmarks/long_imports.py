"""Times a long import of new customers from a file, in a database of its own, against the database's own bulk load of the same rows.

Two floors: the rows of the file alone, loaded into a table like that of customers; and every row that the import left behind (customers, facts, notes for
the undo, words for the search, marks of likeness …), loaded into tables like theirs, with the same indexes, that for full text included. SQLite is given
rows by one prepared statement a table, PostgreSQL by COPY in its binary form.
"""

import re
import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from benchmarks.processor import worked
from kaituo.config.initialise import initialise
from kaituo.foundation.identity.models import User
from kaituo.office.exchange.actions import Package
from kaituo.office.exchange.longtable import open_table
from kaituo.office.exchange.mapping import guess_map
from kaituo.office.exchange.shell import import_in_portions
from kaituo.sales.customers.models import Account

CHUNK = 10_000
SHARE = 10
"""A table counts when it grew by at least a tenth of the rows of the file."""


def measure(count: int, say: Callable[[str], None]) -> dict:
    """One row of the record."""
    initialise(demo=False)
    path = written(count)
    before = counted()
    marks: dict[str, float] = {}
    began, idle = perf_counter(), worked()
    table = open_table(lambda: path.open("rb"), path.stat().st_size, path.name)
    package = Package(path.name, [(table, guess_map(Account, table.headings))])

    def tell(what: str, done: int, total: int) -> None:
        marks[what.rpartition(" ")[2]] = perf_counter() - began
        if done % 100_000 == 0:
            say(f"{what}: {done:,} of {total:,} after {perf_counter() - began:.0f} s")

    import_in_portions(package, by=User.objects.system(), progress=tell, dry_run=False, leave_out=False, go_on=None)
    busy = worked() - idle
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    grown = {model: number - before[model] for model, number in counted().items() if number - before[model] >= count / SHARE}
    alone, (everything, everything_busy) = loaded(Account)[0], map(sum, zip(*map(loaded, grown), strict=True))
    wrote = marks["written"] - marks["checked"]
    return {
        "database": connection.vendor,
        "rows": count,
        "rows_left_behind": sum(grown.values()),
        "tables": len(grown),
        "checked_s": round(marks["checked"], 1),
        "written_s": round(wrote, 1),
        "rows_per_second_written": round(count / wrote),
        "bulk_load_of_the_file_s": round(alone, 1),
        "bulk_load_of_all_rows_s": round(everything, 1),
        "ratio_to_all_rows": round(marks["written"] / everything, 1),
        "ratio_to_the_file": round(marks["written"] / alone, 1),
        "processor_s": round(busy, 1),
        "processor_of_bulk_load_s": round(everything_busy, 1),
        "processor_ratio_to_all_rows": round(busy / everything_busy, 1),
        "peak_memory_mb": peak,
        "file_mb": path.stat().st_size // 1024**2,
    }


def written(count: int) -> Path:
    path = Path(settings.HOME) / f"customers-{count}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Number,Name,City,Phone\n")
        file.writelines(f"IMP-{n},进口客户{n}有限公司,上海,021{50_000_000 + n}\n" for n in range(count))
    return path


def counted() -> dict[type[models.Model], int]:
    return {model: model._default_manager.count() for model in apps.get_models() if model._meta.managed and not model._meta.proxy}


Took = tuple[float, float]
"""Seconds that passed, and seconds that the processor worked."""


def loaded(model: type[models.Model]) -> Took:
    """Of loading all rows of its table into an empty one like it, which is rolled back."""
    load = _loaded_by_copy if connection.vendor == "postgresql" else _loaded_by_statement
    with transaction.atomic():
        took = load(model._meta.db_table)
        transaction.set_rollback(True)
    return took


def _loaded_by_copy(table: str) -> Took:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_copy (LIKE {table} INCLUDING ALL)")
        with cursor.cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as out:
            held = [bytes(piece) for piece in out]
        began, idle = perf_counter(), worked()
        with cursor.cursor.copy("COPY bench_copy FROM STDIN (FORMAT BINARY)") as copy:
            for piece in held:
                copy.write(piece)
        return perf_counter() - began, worked() - idle


def _loaded_by_statement(table: str) -> Took:
    """What it takes to read the rows is not counted."""
    took = busy = 0.0
    with connection.cursor() as cursor, connection.cursor() as reading:
        for sql in _definitions(table):
            cursor.execute(sql)
        reading.execute(f"SELECT * FROM {table}")
        marks = ", ".join(["%s"] * len(reading.description))
        while rows := reading.fetchmany(CHUNK):
            began, idle = perf_counter(), worked()
            cursor.executemany(f"INSERT INTO bench_copy VALUES ({marks})", rows)
            took, busy = took + perf_counter() - began, busy + worked() - idle
    return took, busy


def _definitions(table: str) -> Iterator[str]:
    """Of a table like it, its indexes and, where it has one, its full-text index with the triggers that fill it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL AND type = 'table'", [table])
        yield cursor.fetchone()[0].replace(f'"{table}"', '"bench_copy"', 1)
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql LIKE %s", [f"CREATE VIRTUAL TABLE%content='{table}'%"])
        full_text = cursor.fetchall()
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL AND type IN ('index', 'trigger')", [table])
        for name, sql in [*full_text, *cursor.fetchall()]:
            renamed = re.sub(rf"\b{table}\b", "bench_copy", re.sub(rf"\b{name}\b", f"bench_{name}", sql))
            for other, _sql in full_text:
                renamed = re.sub(rf"\b{other}\b", f"bench_{other}", renamed)
            yield renamed
