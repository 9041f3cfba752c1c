"""JSON lines, or one JSON list, as the rows of a table: the names of all objects are the headings, in the order in which they appear."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _


class Broken(ValueError):
    """Line and reason."""


def objects(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, object). Raises Broken."""
    if text.lstrip().startswith("["):
        yield from _of_list(text)
        return
    yield from objects_of(text.splitlines())


def objects_of(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Of a file of lines however long. Raises Broken."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _object(line, number)


def _of_list(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Broken(_("It is not JSON: %(error)s") % {"error": str(error)[:120]}) from error
    for number, each in enumerate(found, 1):
        if not isinstance(each, dict):
            raise Broken(_("Entry %(number)s is no object.") % {"number": number})
        yield number, each


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Broken(_("Line %(line)s is not JSON: %(error)s") % {"line": number, "error": str(error)[:120]}) from error
    if not isinstance(found, dict):
        raise Broken(_("Line %(line)s is no object.") % {"line": number})
    return found


def table_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """The row of headings first, numbered 0."""
    rows = list(objects(text))
    headings = list(dict.fromkeys(name for _number, each in rows for name in each))
    yield 0, headings
    for number, each in rows:
        yield number, [text_of(each.get(name)) for name in headings]


def text_of(value: Any) -> str:
    """Of an object that stands for another record its name, so that what the interface gives out can come in again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dict):
        return str(value.get("text") or value.get("name") or value.get("id") or "")
    return ", ".join(map(text_of, value)) if isinstance(value, list) else str(value)
