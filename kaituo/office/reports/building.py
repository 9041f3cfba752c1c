"""What the builder offers for a report over one kind of record, or over measures: everything the person may read, by shelves."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import MEASURES as LIBRARY
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.screens.filters import Filter, filter_for
from kaituo.foundation.ui.navigation import WINGS
from kaituo.office.insights.dimensions import DIMENSIONS
from kaituo.office.insights.figures import readable_measures

from .engine.definition import CHARTS, MEASURES, MOST_COLUMNS, MOST_FORMULAS, MOST_ROWS, MOST_VALUES, SORTED_BY, UNITS, Definition
from .fields import TIMES, Item, kinds_of_record, readable_items, screen_for
from .spans import WORDS

Options = list[tuple[str, str]]
Shelves = list[tuple[str, Options]]
"""(shelf, what stands on it)."""
CHART_NAMES = {
    "bar": pgettext_lazy("chart", "Columns"),
    "lying": gettext_lazy("Bars"),
    "stacked": gettext_lazy("Stacked columns"),
    "line": pgettext_lazy("chart", "Line"),
    "pie": gettext_lazy("Pie"),
    "ring": gettext_lazy("Ring"),
    "funnel": pgettext_lazy("chart", "Funnel"),
    "number": pgettext_lazy("chart", "Number"),
}
COMPARISON_NAMES = {
    "previous": gettext_lazy("The period before"),
    "last_year": gettext_lazy("The same days of last year"),
    "target": gettext_lazy("Target"),
    "peers": gettext_lazy("Middle of all"),
}
GRAIN_NAMES = {
    "day": gettext_lazy("by day"),
    "week": gettext_lazy("by week"),
    "month": gettext_lazy("by month"),
    "quarter": gettext_lazy("by quarter"),
    "year": gettext_lazy("by year"),
}
UNIT_NAMES = {
    "money": gettext_lazy("Money"),
    "count": gettext_lazy("Number"),
    "share": gettext_lazy("Percent"),
    "days": gettext_lazy("Days"),
}


class Building:
    """`definition` may be faulty in what it names; then less is offered, and the preview says what is wrong."""

    def __init__(self, definition: Definition, user: User, added: Sequence[str] = ()) -> None:
        """`added`: fields of filters that have no value yet."""
        self.definition, self.user, self.added = definition, user, added

    @cached_property
    def kinds(self) -> Shelves:
        shelves: dict[str, Options] = {}
        for screen in kinds_of_record(self.user):
            wing = screen.model.__module__.split(".")[1]
            shelves.setdefault(str(WINGS.get(wing, _("Others"))), []).append((screen.label, screen.title))
        measures = [(pgettext("of the library", "Measures"), [(MEASURES, _("Measures of the library"))])] if may(self.user, VIEW, Entry) else []
        return [*measures, *shelves.items()]

    @cached_property
    def model(self) -> Any:
        return None if self.definition.is_of_measures else screen_for(self.definition.about, self.user).model

    @cached_property
    def items(self) -> dict[str, Item]:
        return {} if self.model is None else readable_items(self.model, self.user)

    @cached_property
    def groups(self) -> Shelves:
        if self.definition.is_of_measures:
            return [("", [(each.name, str(each.label)) for each in DIMENSIONS.values() if self._fits(each)])]
        return _shelved((item, option) for item in self.items.values() if item.may_group for option in _as_group(item))

    def _fits(self, dimension: Any) -> bool:
        chosen = [LIBRARY[value.of] for value in self.definition.values if value.of in LIBRARY]
        return all(dimension.fits(measure) for measure in chosen)

    @cached_property
    def values(self) -> Shelves:
        if self.definition.is_of_measures:
            shelves: dict[str, Options] = {}
            for measure in readable_measures(self.user):
                shelves.setdefault(str(measure.family.label), []).append((f"measure:{measure.name}", str(measure.label)))
            return list(shelves.items())
        count = (screen_for(self.definition.about, self.user).title, [("count", _("How many records"))])
        return [count, *_shelved((item, option) for item in self.items.values() for option in _as_value(item))]

    @cached_property
    def columns(self) -> Shelves:
        return _shelved((item, (item.name, item.label)) for item in self.items.values() if not item.rows)

    @cached_property
    def days(self) -> Options:
        return [(item.name, item.label) for item in self.items.values() if item.kind in TIMES]

    @cached_property
    def filters(self) -> list[Filter]:
        """Those in force, each as the house's lists draw it."""
        if self.definition.is_of_measures:
            return []
        wanted = dict.fromkeys([*self.definition.filtered, *self.added])
        named = [name for name in wanted if name in self.items or name in ("team", "tags")]
        found = [self._filter(name) for name in named]
        return [each for each in found if each.shown_to(self.user)]

    def _filter(self, name: str) -> Filter:
        own = next((each for each in screen_for(self.definition.about, self.user).bound_filters if each.name == name), None)
        return own or filter_for(name, self.model)

    @cached_property
    def filterable(self) -> Shelves:
        if self.definition.is_of_measures:
            return []
        named = {each.name for each in screen_for(self.definition.about, self.user).bound_filters}
        special = [(name, label) for name, label in (("team", _("Team")), ("tags", _("Tags"))) if name in named]
        fields = _shelved(
            (item, (item.name, item.label)) for item in self.items.values() if not item.rows and item.kind not in {"text", "long", "share"}
        )
        return ([("", special)] if special else []) + fields

    @property
    def query(self) -> QueryDict:
        """The filters as the house's macros read them."""
        query = QueryDict(mutable=True)
        for name, values in self.definition.filters.items():
            query.setlist(name, list(values))
        return query

    @property
    def spans(self) -> Options:
        return [(word, str(label)) for word, label in WORDS.items()]

    @property
    def charts(self) -> Options:
        return [(kind, str(CHART_NAMES[kind])) for kind in CHARTS]

    @property
    def comparisons(self) -> Options:
        offered = ("previous", "last_year", "peers") if not self.definition.is_of_measures else tuple(COMPARISON_NAMES)
        return [(name, str(COMPARISON_NAMES[name])) for name in offered]

    @property
    def units(self) -> Options:
        return [(name, str(UNIT_NAMES[name])) for name in UNITS]

    @property
    def letters(self) -> list[tuple[str, str]]:
        """(letter, figure) of every figure chosen, as formulas and the order name them; of a list of its columns."""
        names = {value: label for _shelf, options in self.values for value, label in options}
        chosen = [str(each) for each in self.definition.values] or list(self.definition.columns)
        columns = {name: label for _shelf, options in self.columns for name, label in options} if not self.definition.values else {}
        return [(SORTED_BY[number], names.get(each, columns.get(each, each))) for number, each in enumerate(chosen)]

    @property
    def sortable(self) -> list[tuple[str, str]]:
        """Those, and the computed figures after them."""
        formulas = [each.name for each in self.definition.formulas] if self.definition.values else []
        return [*self.letters, *zip(SORTED_BY[len(self.letters) :], formulas, strict=False)]

    @property
    def limits(self) -> dict[str, int]:
        return {"rows": MOST_ROWS, "values": MOST_VALUES, "columns": MOST_COLUMNS, "formulas": MOST_FORMULAS}


def _as_group(item: Item) -> Options:
    if item.kind not in TIMES:
        return [(item.name, item.label)]
    return [(f"{item.name}@{grain}", f"{item.label} {label}") for grain, label in GRAIN_NAMES.items()]


def _as_value(item: Item) -> Options:
    if item.rows and not item.path:
        return [(f"sum:{item.name}", item.label), (f"avg:{item.name}", _("%(name)s, average") % {"name": item.label})]
    if item.is_number:
        hows = ("sum", "avg", "min", "max") if item.kind != "share" else ("avg", "min", "max")
        words = {"sum": _("%(name)s, sum"), "avg": _("%(name)s, average"), "min": _("%(name)s, least"), "max": _("%(name)s, most")}
        return [(f"{how}:{item.name}", words[how] % {"name": item.label}) for how in hows]
    if item.kind in {"relation", "person", "choice", "text"} and not item.rows:
        return [(f"distinct:{item.name}", _("Different: %(name)s") % {"name": item.label})]
    return []


def _shelved(pairs: Any) -> Shelves:
    shelves: dict[str, Options] = {}
    for item, option in pairs:
        shelves.setdefault(item.shelf, []).append(option)
    return list(shelves.items())
