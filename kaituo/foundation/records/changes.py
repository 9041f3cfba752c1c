"""What a verb changed: the fields of a row before and after, as plain JSON."""

from copy import deepcopy
from datetime import date
from typing import Any

from django.db.models import Model

QUIET = {"version", "updated_at", "created_at", "created_by", "sort_key", "password", "last_login"}
LONGEST_TEXT = 500


def plain(value: Any) -> Any:
    """A value as JSON keeps it; decimals as text, so that no digit is lost."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    return _plain_single(value)


def _plain_single(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case date():
            return value.isoformat()
        case Model():
            return value.pk
        case _:
            return str(value)[:LONGEST_TEXT]


def snapshot(row: Model) -> dict[str, Any]:
    """Without what the kind of record keeps out of every log: `unlogged = ("text",)` of a private note."""
    quiet = QUIET | set(getattr(type(row), "unlogged", ()))
    return {field.name: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields if field.name not in quiet}


def held(row: Model) -> dict[str, Any]:
    """Every field whole, those kept out of logs too: whether anything differs is asked of these, for a log keeps long texts cut and some not at all."""
    fields = [field for field in row._meta.concrete_fields if field.name not in QUIET]
    return {field.name: _apart(getattr(row, field.attname)) for field in fields}


def _apart(value: Any) -> Any:
    """Lists and objects are changed in place."""
    return deepcopy(value) if isinstance(value, list | dict) else value


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list]:
    """{field: [before, after]} of the fields that differ."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
