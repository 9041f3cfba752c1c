"""Fills tables by one INSERT … SELECT each, on SQLite and PostgreSQL alike. What the company looks like is `large.py`.

Every value follows from the row's own number `i`, so the same scale gives the same rows on every machine; nothing is drawn at random.
"""

from datetime import date
from typing import Any

from django.db import connection, models
from django.utils import timezone

from kaituo.foundation.identity.pinyin import sort_key

FIRST = 1000
"""Filled rows start above this key, clear of the few that set-up makes."""
PRIME, STEP = 1_000_003, 7919


def mixed(salt: int, count: int, of: str = "i") -> str:
    """A number from 0 to count - 1 that jumps about with `i`."""
    return f"((({of} + {salt * 131}) * {STEP} % {PRIME}) * {2 * salt + 3} % {PRIME} % {count})"


def day(start: date, after: str) -> str:
    """The date so many days after the start."""
    return f"(date '{start}' + ({after})::int)" if connection.vendor == "postgresql" else f"date('{start}', '+' || ({after}) || ' days')"


def moment(start: date, after: str) -> str:
    """Noon of such a day, universal time."""
    if connection.vendor == "postgresql":
        return f"(timestamptz '{start} 12:00+00' + ({after}) * interval '1 day')"
    return f"datetime('{start} 12:00:00', '+' || ({after}) || ' days')"


class Words:
    """A closed list of Chinese words with their pinyin, from which SQL can pick by number."""

    def __init__(self, text: str) -> None:
        self.words = text.split()
        self.keys = [sort_key(word) for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, number: str) -> str:
        return _picked(self.words, number)

    def key(self, number: str) -> str:
        return _picked(self.keys, number)


def _picked(words: list[str], number: str) -> str:
    width = max(map(len, words))
    table = "".join(word.ljust(width) for word in words)
    return f"trim(substr('{table}', CAST(1 + {width} * {number} AS integer), {width}))"


def fill(model: type[models.Model], count: int, **columns: str) -> None:
    """Write rows 1 … count; a column without an expression gets its field's default."""
    numbers = f"WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
    fill_from(model, "n", numbers, id=f"i + {FIRST}", **columns)


def fill_from(model: type[models.Model], source: str, before: str = "", **columns: str) -> None:
    """Write one row for each row of `source`."""
    fields = [field for field in model._meta.concrete_fields if not (field.primary_key and "id" not in columns)]
    known = {field.column for field in fields}
    if columns.keys() - known:
        raise ValueError(f"{model._meta.label} has no {sorted(columns.keys() - known)}")
    values, parameters = [], []
    for field in fields:
        if field.column in columns:
            values.append(_cast(field, columns[field.column].replace("%", "%%")))
        else:
            values.append(_cast(field, "%s"))
            parameters.append(_default(field))
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) {before} SELECT {", ".join(values)} FROM {source}', parameters)
        for statement in connection.ops.sequence_reset_sql(_no_style(), [model]):
            cursor.execute(statement)


def _default(field: models.Field) -> Any:
    value = timezone.now() if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False) else field.get_default()
    return field.get_db_prep_save("" if value is None and not field.null else value, connection)


def _cast(field: models.Field, expression: str) -> str:
    if connection.vendor != "postgresql":
        return expression
    return f"CAST({expression} AS {field.rel_db_type(connection) if field.primary_key else field.db_type(connection)})"


class _NoStyle:
    def __getattr__(self, _name: str):
        return lambda text: text


def _no_style() -> _NoStyle:
    return _NoStyle()
