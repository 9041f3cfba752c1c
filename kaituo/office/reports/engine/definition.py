"""What a report asks for: read from what people chose or saved, never trusted. Whether its names exist is judged where records are known."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kaituo.foundation.calc import formula as language
from kaituo.foundation.calc.formula import Formula, FormulaError

MEASURES = "measures"
MOST_ROWS, MOST_VALUES, MOST_FORMULAS, MOST_COLUMNS, MOST_FILTERS, MOST_TOP = 3, 6, 4, 16, 12, 200
LONGEST = 400
HOW = ("count", "sum", "avg", "min", "max", "distinct", "measure")
GRAINS = ("day", "week", "month", "quarter", "year")
COMPARISONS = ("previous", "last_year", "target", "peers")
CHARTS = ("bar", "lying", "stacked", "line", "pie", "ring", "funnel", "number")
UNITS = ("money", "count", "share", "days")
LETTERS = "ABCDEF"
SORTED_BY = "ABCDEFGHIJKLMNOP"
"""What the order names figures by, computed ones after the others; of a list its columns."""
SHAPED = "shaped:"
"""How a report with a shape of its own begins, such as cohorts: its filters are the parameters of its page."""


class Faulty(ValueError):
    """The report cannot be run as it stands: `code` says why, `words` what it concerns."""

    def __init__(self, code: str, **words: Any) -> None:
        super().__init__(f"{code} {words or ''}".strip())
        self.code, self.words = code, words


@dataclass(frozen=True)
class Value:
    """One figure per group: how it is made, of which field or measure."""

    how: str
    of: str = ""

    @classmethod
    def read(cls, text: str) -> "Value":
        how, _colon, of = text.partition(":")
        if how not in HOW or (not of and how != "count"):
            raise Faulty("bad_value", text=text)
        return cls(how, of)

    def __str__(self) -> str:
        return f"{self.how}:{self.of}" if self.of else self.how


@dataclass(frozen=True)
class Computed:
    """A figure computed of the others, which are called A, B, C in their order."""

    name: str
    text: str
    unit: str = "count"

    def compiled(self, count: int) -> Formula:
        """Raises FormulaError for what cannot be right, or names a figure that is not there."""
        return language.compile(self.text, set(LETTERS[:count]))


@dataclass(frozen=True)
class Group:
    """A field to group by; of a day, by which span."""

    path: str
    grain: str = ""

    @classmethod
    def read(cls, text: str) -> "Group":
        path, _at, grain = text.partition("@")
        if not path or (grain and grain not in GRAINS):
            raise Faulty("bad_group", text=text)
        return cls(path, grain)

    def __str__(self) -> str:
        return f"{self.path}@{self.grain}" if self.grain else self.path


@dataclass(frozen=True)
class Definition:
    """`on` and `span` bound the days, `filters` are parameters of the house's list filters. `sort` is "A", "-A", "row" or "-row"; of a list letters name its
    columns."""

    about: str
    rows: tuple[Group, ...] = ()
    across: Group | None = None
    values: tuple[Value, ...] = ()
    formulas: tuple[Computed, ...] = ()
    columns: tuple[str, ...] = ()
    on: str = ""
    span: str = ""
    compare: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    top: int = 0
    chart: str = ""

    @property
    def is_of_measures(self) -> bool:
        return self.about == MEASURES

    @property
    def is_plain(self) -> bool:
        """A table of the records themselves."""
        return not self.is_of_measures and not self.shape and not self.values

    @property
    def shape(self) -> str:
        """The key of the ready report that has a shape of its own; empty for what anybody can build."""
        return self.about.removeprefix(SHAPED) if self.about.startswith(SHAPED) else ""

    @property
    def groups(self) -> tuple[Group, ...]:
        return (*self.rows, *((self.across,) if self.across else ()))

    @property
    def filtered(self) -> list[str]:
        """The fields that the filters stand on."""
        bare = (name.removesuffix("__from").removesuffix("__to") for name in self.filters)
        return list(dict.fromkeys(bare))

    def narrowed(self, span: str, filters: Mapping[str, tuple[str, ...]]) -> "Definition":
        """As a dashboard asks for it: in another span of days, narrowed further."""
        return replace(self, span=span or self.span, filters={**self.filters, **filters})

    def as_saved(self) -> dict[str, Any]:
        """As JSON keeps it; what is empty is left out."""
        kept = {
            "about": self.about,
            "rows": [str(each) for each in self.rows],
            "across": str(self.across or ""),
            "values": [str(each) for each in self.values],
            "formulas": [[each.name, each.text, each.unit] for each in self.formulas],
            "columns": list(self.columns),
            "filters": {name: list(values) for name, values in self.filters.items()},
            "on": self.on,
            "span": self.span,
            "compare": self.compare,
            "sort": self.sort,
            "top": self.top,
            "chart": self.chart,
        }
        return {name: value for name, value in kept.items() if value}


def is_over_time(definition: Definition) -> bool:
    """Whether the first thing in the rows is a span of days."""
    first = definition.rows[0] if definition.rows else None
    return first is not None and bool(first.grain or (definition.is_of_measures and first.path in GRAINS))


def read(saved: Mapping[str, Any], *, is_draft: bool = False) -> Definition:
    """Raises Faulty for what no report can be; of a draft, which is shown and not run, formulas stay as they were typed."""
    values, across = tuple(Value.read(text) for text in _texts(saved, "values", MOST_VALUES)), _text(saved, "across")
    if not values and (saved.get("rows") or across) and saved.get("about") != MEASURES:
        values = (Value("count"),)
    formulas, columns = _formulas(saved, len(values), is_draft), tuple(dict.fromkeys(_texts(saved, "columns", MOST_COLUMNS)))
    return Definition(
        about=_text(saved, "about"),
        rows=tuple(dict.fromkeys(Group.read(text) for text in _texts(saved, "rows", MOST_ROWS))),
        across=Group.read(across) if across else None,
        values=tuple(dict.fromkeys(values)),
        formulas=formulas,
        columns=columns,
        on=_text(saved, "on"),
        span=_text(saved, "span"),
        compare=_one_of(saved, "compare", COMPARISONS),
        filters=_filters(saved),
        sort=_sort(saved, len(values) + len(formulas) if values else len(columns)),
        top=_top(saved),
        chart=_one_of(saved, "chart", CHARTS),
    )


def _text(saved: Mapping[str, Any], name: str) -> str:
    text = saved.get(name, "")
    if not isinstance(text, str) or len(text) > LONGEST:
        raise Faulty("unreadable", name=name)
    return text


def _texts(saved: Mapping[str, Any], name: str, most: int) -> list[str]:
    found = saved.get(name, [])
    if not isinstance(found, list | tuple) or any(not isinstance(each, str) or len(each) > LONGEST for each in found):
        raise Faulty("unreadable", name=name)
    wanted = [each for each in found if each]
    if len(wanted) > most:
        raise Faulty("too_many", name=name, most=most)
    return wanted


def _one_of(saved: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    text = _text(saved, name)
    return text if text in allowed else ""


def _formulas(saved: Mapping[str, Any], count: int, is_draft: bool) -> tuple[Computed, ...]:
    kept = saved.get("formulas", [])
    if not isinstance(kept, list | tuple) or any(not isinstance(each, list | tuple) or len(each) != 3 for each in kept):
        raise Faulty("unreadable", name="formulas")
    found = [each for each in kept if str(each[1]).strip()]
    if len(found) > MOST_FORMULAS:
        raise Faulty("too_many", name="formulas", most=MOST_FORMULAS)
    computed = tuple(Computed(str(name).strip()[:60] or str(text)[:60], str(text), unit if unit in UNITS else "count") for name, text, unit in found)
    for each in () if is_draft else computed:
        try:
            each.compiled(count)
        except FormulaError as fault:
            raise Faulty("bad_formula", text=each.text, fault=fault) from fault
    return computed


def _filters(saved: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found = saved.get("filters", {})
    if not isinstance(found, Mapping):
        raise Faulty("unreadable", name="filters")
    kept = {str(name): tuple(str(each)[:LONGEST] for each in values if each) for name, values in found.items() if isinstance(values, list | tuple)}
    kept = {name: values for name, values in kept.items() if values}
    if len(kept) > MOST_FILTERS:
        raise Faulty("too_many", name="filters", most=MOST_FILTERS)
    return kept


def _sort(saved: Mapping[str, Any], count: int) -> str:
    text = _text(saved, "sort")
    return text if text.removeprefix("-") in {"row", *SORTED_BY[:count]} else ""


def _top(saved: Mapping[str, Any]) -> int:
    try:
        return min(max(int(saved.get("top") or 0), 0), MOST_TOP)
    except (TypeError, ValueError):
        return 0
