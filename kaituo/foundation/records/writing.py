"""Writes many rows of one table with one statement: what an import, with its events, its search entries and its notes, spends its time on.

Django's own way converts every value and puts every statement together anew. Here each distinct value of a column is converted once, by its field, and
the database is given one statement for all rows. Constraints hold as ever; nothing is checked here that the database does not.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

TEXTS = (models.CharField, models.TextField)
UNHASHABLE = (dict, list)


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
    columns = [connection.ops.quote_name(model._meta.get_field(name).column) for name in names]
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(model, columns, chain.from_iterable(batches))
            return
        for rows in batches:
            cursor.executemany(_statement(model, columns), rows)


def _insert(model: type[models.Model], fields: list[models.Field], columns: list[list[Any]], merge_on: Sequence[str] = ()) -> None:
    quote = connection.ops.quote_name
    named = [quote(field.column) for field in fields]
    merged = _merged([quote(model._meta.get_field(name).column) for name in merge_on], named)
    if connection.vendor == "postgresql" and not merge_on:
        _copy(model, named, zip(*columns, strict=True))
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(named)}) {_rows_of_columns(fields)}{merged}", columns)
        else:
            cursor.executemany(f"{_statement(model, named)}{merged}", list(zip(*columns, strict=True)))


def _statement(model: type[models.Model], columns: list[str]) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608 - our own names


def _copy(model: type[models.Model], columns: list[str], rows: Iterable[Sequence[Any]]) -> None:
    """What the database refuses is raised as ever."""
    into = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


def _rows_of_columns(fields: list[models.Field]) -> str:
    """One value for each column. Cast without its length, for a cast would cut what is too long without a word."""
    kinds = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    return f"SELECT * FROM UNNEST ({', '.join(f'%s::{kind}[]' for kind in kinds)})"  # noqa: S608 - our own kinds


def _merged(taken: list[str], named: list[str]) -> str:
    given = ", ".join(f"{name} = excluded.{name}" for name in named if name not in taken)
    return f" ON CONFLICT ({', '.join(taken)}) DO UPDATE SET {given}" if taken else ""


def _values(field: models.Field, rows: Sequence[models.Model]) -> list[Any]:
    if type(field).pre_save is models.Field.pre_save:
        return list(map(attrgetter(field.attname), rows))
    return [field.pre_save(row, True) for row in rows]


def _column(field: models.Field, values: Iterable[Any]) -> list[Any]:
    """As the database takes them. What is equal is converted once: most columns of an import hold few different values. Django's own texts stay as they are."""
    prepared, database = field.get_db_prep_save, connections[DEFAULT_DB_ALIAS]
    values = list(values)
    kinds = set(map(type, values))
    if kinds == {str} and isinstance(field, TEXTS) and type(field).__module__.startswith("django."):
        return values
    if len(kinds) == 1 and not any(values):
        return [prepared(values[0], database)] * len(values)
    if not kinds.isdisjoint(UNHASHABLE):
        return [prepared(value, database) for value in values]
    keys = list(zip(map(type, values), values, strict=True))
    known = {key: prepared(key[1], database) for key in dict.fromkeys(keys)}
    return [known[key] for key in keys]


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
