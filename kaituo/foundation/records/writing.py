"""Writes many rows of one table with few equal statements: what an import, with its events, its search entries and its notes, spends its time on.

Django's own way converts every value and puts every statement together anew. Here each distinct value of a column is converted once, by its field, and
the database is given few equal statements. Constraints hold as ever; nothing is checked here that the database does not.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

TEXTS = (models.CharField, models.TextField)
UNHASHABLE = (dict, list)
MOST_VALUES = 999
"""In one statement on SQLite, which takes 999 wherever it was built."""


def insert_many(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model, whose fields are filled in, and give them their keys."""
    if not rows:
        return
    model = type(rows[0])
    with transaction.atomic(savepoint=False):
        _give_keys(model, [row for row in rows if row.pk is None])
        fields = [field for field in model._meta.local_concrete_fields if not field.generated]
        _insert(model, fields, [_column(field, _values(field, rows)) for field in fields])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def insert_values(model: type[models.Model], names: Sequence[str], values: Sequence[tuple], *, merge_on: Sequence[str] = ()) -> None:
    """The same for rows that nobody needs as objects. `merge_on`: where these fields are taken already, that row gets the other values."""
    if not values:
        return
    fields = [model._meta.get_field(name) for name in names]
    with transaction.atomic(savepoint=False):
        _insert(model, fields, [_column(field, given) for field, given in zip(fields, zip(*values, strict=True), strict=True)], merge_on)


def update_values(model: type[models.Model], names: Sequence[str], values: Sequence[tuple]) -> None:
    """Give many rows that are there other values. The first name is that of their key."""
    if not values:
        return
    fields, quote = [model._meta.get_field(name) for name in names], connection.ops.quote_name
    table, (key, *named) = quote(model._meta.db_table), [quote(field.column) for field in fields]
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            given = ", ".join(f"{quote(field.column)} {field.db_type(connection)}" for field in fields)
            taken = ", ".join(f"{name} = given.{name}" for name in named)
            sql = f"UPDATE {table} SET {taken} FROM json_to_recordset(%s) AS given({given}) WHERE {table}.{key} = given.{key}"  # noqa: S608 - our own names
            cursor.execute(sql, [_document(fields, values)])
            return
        columns = [_column(field, given) for field, given in zip(fields, zip(*values, strict=True), strict=True)]
        taken = ", ".join(f"{name} = %s" for name in named)
        cursor.executemany(f"UPDATE {table} SET {taken} WHERE {key} = %s", list(zip(*columns[1:], columns[0], strict=True)))  # noqa: S608 - our own names


def _document(fields: list[models.Field], values: Sequence[tuple]) -> str:
    """All rows as one document, which the server takes apart: in arrays psycopg would mask each quotation mark of each text by itself."""
    columns = [field.column for field in fields]
    return json.dumps([dict(zip(columns, row, strict=True)) for row in values], default=str, ensure_ascii=False)


def stream_values(model: type[models.Model], names: Sequence[str], batches: Iterable[Sequence[tuple]]) -> None:
    """Write very many rows whose values are what the database takes already: whole numbers, texts, dates and decimals as text, JSON as text."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in names)
    table = quote(model._meta.db_table)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in chain.from_iterable(batches):
                    copy.write_row(row)
            return
        for rows in batches:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(names))})", rows)  # noqa: S608 - our own names


def _insert(model: type[models.Model], fields: list[models.Field], columns: list[list[Any]], merge_on: Sequence[str] = ()) -> None:
    quote = connection.ops.quote_name
    named = [quote(field.column) for field in fields]
    into = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(named)})"
    conflict = _merged([quote(model._meta.get_field(name).column) for name in merge_on], named)
    statements = _of_columns(fields, columns) if connection.vendor == "postgresql" else _of_rows(columns)
    with connection.cursor() as cursor:
        for rows, values in statements:
            cursor.execute(f"{into} {rows}{conflict}", values)


def _of_columns(fields: list[models.Field], columns: list[list[Any]]) -> Iterator[tuple[str, list[Any]]]:
    """One statement, a value for each column."""
    yield f"SELECT * FROM {_unnested(fields)}", columns  # noqa: S608 - our own kinds


def _unnested(fields: list[models.Field]) -> str:
    """Columns handed over as arrays. Cast without its length, for a cast would cut what is too long without a word."""
    kinds = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    return f"UNNEST ({', '.join(f'%s::{kind}[]' for kind in kinds)})"


def _of_rows(columns: list[list[Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Some rows with each statement: for one row each, SQLite would open and close its journal as often."""
    rows, together = list(zip(*columns, strict=True)), max(1, MOST_VALUES // len(columns))
    row = f"({', '.join(['%s'] * len(columns))})"
    for start in range(0, len(rows), together):
        some = rows[start : start + together]
        yield f"VALUES {', '.join([row] * len(some))}", list(chain.from_iterable(some))


def _merged(taken: list[str], named: list[str]) -> str:
    given = ", ".join(f"{name} = excluded.{name}" for name in named if name not in taken)
    return f" ON CONFLICT ({', '.join(taken)}) DO UPDATE SET {given}" if taken else ""


def _values(field: models.Field, rows: Sequence[models.Model]) -> list[Any]:
    if type(field).pre_save is models.Field.pre_save:
        name = field.attname
        return [getattr(row, name) for row in rows]
    return [field.pre_save(row, True) for row in rows]


def _column(field: models.Field, values: Iterable[Any]) -> list[Any]:
    """As the database takes them. What is equal is converted once: most columns of an import hold few different values. Django's own texts stay as they are."""
    prepared, database = field.get_db_prep_save, connections[DEFAULT_DB_ALIAS]
    is_text = isinstance(field, TEXTS) and type(field).__module__.startswith("django.")
    known: dict[tuple[type, Any], Any] = {}

    def converted(value: Any) -> Any:
        kind = type(value)
        if kind is str and is_text:
            return value
        if kind in UNHASHABLE and value:
            return prepared(value, database)
        key = (kind, None if kind in UNHASHABLE else value)
        if key not in known:
            known[key] = prepared(value, database)
        return known[key]

    return [converted(value) for value in values]


def _give_keys(model: type[models.Model], rows: list[models.Model]) -> None:
    """The next keys of the table's own sequence. On SQLite the transaction is the only one that writes."""
    key = model._meta.pk
    if not rows or not isinstance(key, models.AutoField | models.BigAutoField):
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, key.column, len(rows)])
            keys: Iterable[int] = [each for (each,) in cursor.fetchall()]
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = cursor.fetchone()
            keys = range((last[0] if last else 0) + 1, (last[0] if last else 0) + 1 + len(rows))
    for row, number in zip(rows, keys, strict=True):
        row.pk = number
