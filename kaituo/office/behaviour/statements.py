"""Questions that Django's rows cannot put together: what may be seen comes as its rows, what is made of them stands beside it. One statement, one reading."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def asked(parts: Mapping[str, QuerySet], statement: str, parameters: Sequence[Any] = ()) -> list[tuple]:
    """`statement` reads the parts by their names; each is read once. A part that cannot hold anything leaves nothing."""
    given: list[Any] = []
    written = []
    try:
        for name, rows in parts.items():
            sql, values = rows.order_by().query.sql_with_params()
            written.append(f"{name} AS MATERIALIZED ({sql})")
            given += values
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(written)}{statement}", [*given, *parameters])
        return cursor.fetchall()


def as_day(value: Any) -> date:
    """SQLite gives days as it keeps them; PostgreSQL the first day of a span as its first instant."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def as_parameter(day: date) -> Any:
    return day.isoformat() if connection.vendor == "sqlite" else day
