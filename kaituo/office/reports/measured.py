"""Runs a report over measures of the library: by people, teams, days and what the records behind them say, credited as they were."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.choices import Direction, Unit
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.metrics.own import in_step
from kaituo.foundation.metrics.reports import Question
from kaituo.foundation.screens.filters import Applied, is_id
from kaituo.office.insights.dimensions import DIMENSIONS, Dimension
from kaituo.office.insights.figures import grouped, may_read
from kaituo.office.insights.links import entries_url
from kaituo.performance.goals.models import Target

from . import spans
from .comparing import with_earlier, with_peers
from .engine.definition import Definition, Faulty, Group, Value
from .engine.table import ALL, Cells, Figure, Shaping
from .naming import rank_of
from .outcome import Compared, Names, Outcome, Series
from .over_records import order_of

NARROWING = ("person", "team")
BETTER = {Direction.MORE: 1, Direction.LESS: -1}


class Measured:
    """One report over measures, as one person may see it. Raises Faulty."""

    def __init__(self, definition: Definition, user: User, today: date) -> None:
        if not may(user, VIEW, Entry):
            raise Faulty("hidden_kind", name=pgettext("of the library", "Measures"))
        in_step()
        self.definition, self.user, self.today = definition, user, today
        self.period = spans.period_of(definition.span, today)
        named = [_measure(value) for value in definition.values]
        self.measures = [measure for measure in named if may_read(user, measure)]
        self.left_out = [str(measure.label) for measure in named if not may_read(user, measure)]
        if not self.measures:
            raise Faulty("nothing_left" if named else "no_values", names=self.left_out)
        self.dimensions = [self._dimension(group) for group in definition.groups]
        self.values = [Value("flow" if measure.formula is None else "measure", measure.name) for measure in self.measures]
        for name in definition.filtered:
            if name not in NARROWING:
                raise Faulty("unknown_field", name=name, kind=pgettext("of the library", "Measures"))

    def _dimension(self, group: Group) -> Dimension:
        dimension = DIMENSIONS.get(group.path)
        if dimension is None or group.grain:
            raise Faulty("unknown_field", name=group.path, kind=pgettext("of the library", "Measures"))
        unfit = [str(measure.label) for measure in self.measures if not dimension.fits(measure)]
        if unfit:
            raise Faulty("unfit_dimension", name=dimension.label, measures="、".join(unfit))
        return dimension

    def question(self, period: Period | None) -> Question:
        filters = self.definition.filters
        people = tuple(int(each) for each in filters.get("person", ()) if is_id(each))
        team = next((int(each) for each in filters.get("team", ()) if is_id(each)), None)
        return Question(period.start if period else None, period.end if period else None, people, team)

    def cells(self, period: Period | None) -> Cells:
        """Every cell and every total is asked for: a ratio of all is no sum of ratios."""
        count, has_across = len(self.definition.rows), self.definition.across is not None
        found: Cells = {}
        self._add(found, self.dimensions, period, lambda key: (key[:count], key[-1] if has_across else ALL))
        self._add(found, [], period, lambda key: (ALL, ALL))
        if has_across:
            self._add(found, self.dimensions[:count], period, lambda key: (key, ALL))
            self._add(found, self.dimensions[count:], period, lambda key: (ALL, key[0]))
        return found

    def _add(self, found: Cells, dimensions: list[Dimension], period: Period | None, place_of: Callable[[tuple], Any]) -> None:
        for measure, value in zip(self.measures, self.values, strict=True):
            for key, figure in grouped(measure, dimensions, self.question(period), {}, by=self.user).items():
                place = place_of(key)
                found[place] = {**found.get(place, {}), str(value): figure.amount}


def _measure(value: Value) -> Measure:
    if value.how != "measure":
        raise Faulty("bad_value", text=str(value))
    if value.of not in MEASURES:
        raise Faulty("unknown_measure", name=value.of)
    return MEASURES[value.of]


def run(definition: Definition, user: User, today: date) -> Outcome:
    """Raises Faulty."""
    asked = Measured(definition, user, today)
    outcome = Outcome(definition, left_out=list(asked.left_out))
    cells = asked.cells(asked.period)
    ranks = _name(asked, outcome, cells)
    formulas = definition.formulas if not asked.left_out else ()
    outcome.left_out += [each.name for each in definition.formulas if not formulas]
    asked_order = replace(definition, sort="") if asked.left_out else definition
    order = order_of(asked_order, rank_of(ranks[: len(definition.rows)]), ranks[-1] if definition.across else lambda key: 0)
    outcome.table = Shaping(cells, asked.values, formulas, order, has_across=definition.across is not None).table()
    outcome.series = [Series(str(each.label), each.unit, BETTER.get(each.direction, 0)) for each in asked.measures]
    outcome.series += [Series(each.name, each.unit, is_compared=False) for each in formulas]
    outcome.address = lambda keys, series: _entries(asked, keys, series)
    outcome.applied = _applied(asked)
    outcome.notes = _notes(asked)
    outcome.compared = _compared(asked, outcome, order)
    return outcome


def _name(asked: Measured, outcome: Outcome, cells: Cells) -> list[Callable[[Any], Any]]:
    row_count, ranks = len(asked.definition.rows), []
    for number, dimension in enumerate(asked.dimensions):
        is_row = number < row_count
        keys = {row[number] for row, _column in cells if row is not ALL} if is_row else {column for _row, column in cells if column is not ALL}
        texts = dimension.names(keys)
        ordered = sorted((key for key in keys if key is not None), key=lambda key: str(key) if dimension.span else texts.get(key, ""))
        names = Names(str(dimension.label), {key: texts.get(key, "") for key in ordered})
        places = {key: place for place, key in enumerate(ordered)}
        ranks.append(lambda key, places=places: places.get(key, len(places)))
        if is_row:
            outcome.rows.append(names)
        else:
            outcome.across = names
    return ranks


def _entries(asked: Measured, keys: dict[Group, Any], series: int) -> str:
    """Of a formula of the report, and of a ratio by what its parts do not know, there are no entries of its own."""
    if series >= len(asked.measures):
        return ""
    period, named = asked.period, {group.path: key for group, key in keys.items()}
    start, end = (period.start, period.end) if period else (None, None)
    for name in [name for name in named if DIMENSIONS[name].span]:
        span = Period.parse(named.pop(name))
        start, end = max(span.start, start or span.start), min(span.end, end or span.end)
    narrowed = {name: values[0] for name, values in asked.definition.filters.items() if len(values) == 1}
    if any(len(values) > 1 for name, values in asked.definition.filters.items() if name not in named):
        return ""
    return entries_url(asked.measures[series].name, start, end, narrowed | named)


def _applied(asked: Measured) -> list[Applied]:
    models = {"person": User, "team": Team}
    found = []
    for name, values in asked.definition.filters.items():
        rows = models[name].objects.filter(pk__in=[each for each in values if is_id(each)])
        found.append(Applied(name, str(DIMENSIONS[name].label), "、".join(str(row) for row in rows)))
    return found


def _notes(asked: Measured) -> list[str]:
    notes = [spans.said(asked.period)] if asked.period else []
    if any(measure.unit == Unit.MONEY for measure in asked.measures):
        notes.append(_("In base currency: %(currency)s, at the rate of each day.") % {"currency": base_currency()})
    return [*notes, *(f"{measure.label}: {measure.note}" for measure in asked.measures if measure.note)]


def _compared(asked: Measured, outcome: Outcome, order: Any) -> Compared | None:
    how = asked.definition.compare
    if not how:
        return None
    if asked.definition.across is not None:
        raise Faulty("compare_across")
    if how == "peers":
        return with_peers(outcome.table)
    if asked.period is None:
        raise Faulty("compare_needs_days")
    if how == "target":
        return _with_targets(asked, asked.period)
    before = spans.compared_with(asked.period, how, asked.today)
    shaping = Shaping(_moved(asked, before), asked.values, [], order, has_across=False)
    return with_earlier(shaping, outcome.table, spans.briefly(before, asked.today))


def _moved(asked: Measured, before: Period) -> Cells:
    """The cells of the earlier days under the keys of those they are compared with."""
    shifts = [_labels(before, asked.period, dimension) for dimension in asked.dimensions]
    return {
        (row if row is ALL else tuple(shift.get(key, key) for key, shift in zip(row, shifts, strict=True)), column): found
        for (row, column), found in asked.cells(before).items()
    }


def _labels(before: Period, now: Period | None, dimension: Dimension) -> dict[Any, Any]:
    if dimension.span is None or now is None:
        return {}
    earlier, later = ([Period.label_of(piece.start, dimension.span) for piece in period.split(dimension.span)] for period in (before, now))
    return dict(zip(earlier, later, strict=False))


def _with_targets(asked: Measured, period: Period) -> Compared:
    """The targets of exactly these days, of people or teams, that the reader may see."""
    holders = [group.path for group in asked.definition.rows]
    if holders not in (["person"], ["team"]):
        raise Faulty("target_by_holder")
    names = [measure.name for measure in asked.measures]
    rows = visible(asked.user, Target.objects.in_force().for_period(period)).filter(measure__in=names, **{f"{holders[0]}__isnull": False})
    found: dict[Any, dict[str, Decimal]] = {}
    for measure, holder, amount in rows.values_list("measure", f"{holders[0]}_id", "goal_amount"):
        found.setdefault((holder,), {})[measure] = amount
    none = Figure(None, "no_target")
    figures = {key: [Figure(goals[name]) if name in goals else none for name in names] for key, goals in found.items()}
    return Compared(_("Target"), figures, is_target=True)
