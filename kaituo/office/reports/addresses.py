"""A report as an address: what is chosen in the builder, opened from a cell, or handed to somebody as a link."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.urls import reverse

from .engine.definition import SHAPED, Definition, Faulty, Group, read
from .ready import READY

OWN = "r-"
"""How the report's own parameters begin; every other one is a filter, named as in the lists of records."""
LISTS = {"row": "rows", "value": "values", "column": "columns"}
ONCE = ("about", "across", "on", "compare", "sort", "top", "chart")
OWN_DAYS = "own"
NOT_FILTERS = ("csrfmiddlewaretoken", "ticket", "fresh", "format")


def definition_of(query: QueryDict, *, is_draft: bool = False) -> Definition:
    """Raises Faulty."""
    saved: dict[str, Any] = {name: query.get(OWN + name, "") for name in ONCE}
    saved |= {name: [each for each in query.getlist(OWN + parameter) if each] for parameter, name in LISTS.items()}
    parts = [query.getlist(OWN + name) for name in ("fname", "ftext", "funit")]
    saved["formulas"] = [list(each) for each in zip(*parts, strict=False)]
    saved["filters"] = {name: values for name, values in query.lists() if not name.startswith(OWN) and name not in NOT_FILTERS}
    saved["span"] = _span(query)
    return read(saved, is_draft=is_draft)


def _span(query: QueryDict) -> str:
    span, first, last = (query.get(OWN + name, "") for name in ("span", "from", "to"))
    if span != OWN_DAYS:
        return span
    return f"{first}..{last}" if first and last else ""


def pairs_of(definition: Definition) -> list[tuple[str, str]]:
    own = [("about", definition.about)]
    own += [("row", str(each)) for each in definition.rows]
    own += [("value", str(each)) for each in definition.values]
    own += [("column", each) for each in definition.columns]
    for each in definition.formulas:
        own += [("fname", each.name), ("ftext", each.text), ("funit", each.unit)]
    once = {"across": definition.across, "on": definition.on, "compare": definition.compare, "sort": definition.sort, "chart": definition.chart}
    own += [(name, str(value)) for name, value in {**once, "top": definition.top or ""}.items() if value]
    own += _span_pairs(definition.span)
    filters = [(name, value) for name, values in definition.filters.items() for value in values]
    return [*((OWN + name, value) for name, value in own), *filters]


def _span_pairs(span: str) -> list[tuple[str, str]]:
    first, dots, last = span.partition("..")
    if dots:
        return [("span", OWN_DAYS), ("from", first), ("to", last)]
    return [("span", span)] if span else []


def definition_of_page(key: str, pairs: Iterable[tuple[str, str]]) -> Definition:
    """A ready report with a shape of its own, as its page asks. Raises Faulty."""
    filters: dict[str, list[str]] = {}
    for name, value in pairs:
        if not name.startswith(OWN) and name not in NOT_FILTERS:
            filters.setdefault(name, []).append(value)
    return read({"about": f"{SHAPED}{key}", "filters": filters})


def query_of(definition: Definition) -> str:
    return urlencode(pairs_of(definition))


def builder_url(definition: Definition) -> str:
    """Where it can be changed: the builder, or the page of its own that a shaped one has."""
    ready = READY.get(definition.shape)
    if ready is not None:
        return f"{ready.href}?{urlencode(definition.filters, doseq=True)}"
    return f"{reverse('reports-builder')}?{query_of(definition)}"


class RecordsAddress:
    """Where the records behind the cells of a report are."""

    def __init__(self, definition: Definition) -> None:
        self.base = f"{reverse('reports-records')}?{query_of(definition)}"
        self._parts: dict[tuple[Group, Any], str] = {}

    def of(self, keys: Mapping[Group, Any]) -> str:
        """`keys` of the groups that the cell is of; a total is of fewer."""
        return self.base + "".join([self._part(pair) for pair in keys.items()])

    def _part(self, pair: tuple[Group, Any]) -> str:
        """Written once: a key stands in every cell of its row or column."""
        if pair not in self._parts:
            group, key = pair
            self._parts[pair] = f"&{OWN}at={quote_plus(f'{group}={_written(key)}')}"
        return self._parts[pair]


def keys_of(query: QueryDict, definition: Definition, kinds: Mapping[Group, str]) -> dict[Group, Any]:
    """The keys of the cell that the address names. Raises Faulty."""
    named = {str(group): group for group in definition.groups}
    found = {}
    for text in query.getlist(f"{OWN}at"):
        name, _equals, value = text.partition("=")
        if name not in named:
            raise Faulty("unreadable", name="at")
        found[named[name]] = _key(value, kinds[named[name]])
    return found


def _written(key: Any) -> str:
    return "" if key is None else f"={key}"


def _key(text: str, kind: str) -> Any:
    value = text.removeprefix("=")
    if not text:
        return None
    try:
        if kind in {"day", "instant"}:
            return date.fromisoformat(value)
        if kind in {"relation", "person"}:
            return int(value)
    except ValueError as error:
        raise Faulty("unreadable", name="at") from error
    return value == "True" if kind == "boolean" else value
