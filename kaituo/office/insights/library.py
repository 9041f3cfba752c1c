"""The library of measures: what there is, what each one says, how it stands and where it is used. Reads only."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.utils.text import capfirst

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.choices import Direction, Family, Keeper, Kind, Unit
from kaituo.foundation.metrics.measure import MEASURES, OWN, Measure, parts_of
from kaituo.foundation.metrics.models import OwnMeasure
from kaituo.foundation.metrics.own import in_step
from kaituo.foundation.metrics.reports import names_of
from kaituo.foundation.metrics.standing import Reading, Readings
from kaituo.foundation.metrics.uses import Use, uses_of
from kaituo.foundation.ui.readings import entries_behind

from .figures import readable_measures

PAST = 6
RANKED = 10
SPANS = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


@dataclass(frozen=True)
class Line:
    """A measure in the list, with how it stands now for the reader."""

    measure: Measure
    reading: Reading
    href: str


@dataclass(frozen=True)
class Past:
    period: Period
    reading: Reading
    href: str = ""


@dataclass
class Sheet:
    """Everything on a measure's page."""

    measure: Measure
    period: Period
    now: Past
    past: list[Past]
    parts: list[tuple[Measure, Past]]
    people: list[tuple[str, Past]]
    uses: list[Use]
    sources: list[str]
    as_of: date
    own: OwnMeasure | None = None
    words: dict[str, str] = field(default_factory=dict)


def shelves(user: User, text: str, today: date) -> list[tuple[Any, list[Line]]]:
    """(family, its measures) of everything the person may read; `text` looks into names and definitions."""
    in_step()
    month = Period.containing(today, PeriodKind.MONTH)
    found = [measure for measure in readable_measures(user) if _says(measure, text)]
    readings = Readings([measure.name for measure in found], month, today=today, by=user)
    lines: dict[str, list[Line]] = {}
    for measure in found:
        lines.setdefault(measure.family, []).append(Line(measure, readings.over(measure.name), _behind(measure, month)))
    return [(Family(family).label, lines[family]) for family in Family.values if family in lines]


def _says(measure: Measure, text: str) -> bool:
    wanted = text.casefold().strip()
    return not wanted or any(wanted in str(said).casefold() for said in (measure.label, measure.note, measure.name))


def sheet_of(measure: Measure, period: Period, user: User, today: date) -> Sheet:
    own = OwnMeasure.objects.filter(key=measure.name.removeprefix(OWN)).first() if measure.is_own else None
    behind = [MEASURES[name] for name in dict.fromkeys(measure.names.values()) if name in MEASURES]
    readings = Readings([measure.name], period, today=today, by=user)
    past = _past(measure, period, user, today)
    return Sheet(
        measure,
        period,
        Past(period, readings.over(measure.name), _behind(measure, period)),
        past,
        [(part, Past(period, readings.over(part.name), _behind(part, period))) for part in behind],
        _people(measure, period, readings),
        uses_of(measure.name, user),
        _sources(measure),
        min(today, period.last_day),
        own,
        _words(measure),
    )


def _past(measure: Measure, period: Period, user: User, today: date) -> list[Past]:
    spans, kind = [], period.kind
    for _number in range(PAST):
        spans.insert(0, period)
        period = Period.containing(period.start - timedelta(days=1), kind)
    asked = [(span, Readings([measure.name], span, today=today, by=user).over(measure.name)) for span in spans]
    return [Past(span, reading, _behind(measure, span)) for span, reading in asked]


def _people(measure: Measure, period: Period, readings: Readings) -> list[tuple[str, Past]]:
    """Those with the highest figures, or the lowest where less is better."""
    people = readings.people_with(measure.name)
    found = [(person, readings.of(measure.name, person)) for person in people]
    ranked = sorted(((person, each) for person, each in found if each.value is not None), key=lambda pair: pair[1].value, reverse=True)
    names = names_of("person", [person for person, _each in ranked[:RANKED]])
    return [(names[person], Past(period, each, _behind(measure, period, person))) for person, each in ranked[:RANKED]]


def _behind(measure: Measure, period: Period, person: int | None = None) -> str:
    """Where the entries of a figure are: of a level those that stand, of a flow those of the period."""
    return entries_behind(measure.name, period, **({"person": person} if person else {}))


def _sources(measure: Measure) -> list[str]:
    models = {apps.get_model(MEASURES[part].source_type) for part in parts_of(measure) if MEASURES[part].rows}
    return sorted(capfirst(str(model._meta.verbose_name_plural)) for model in models)


def _words(measure: Measure) -> dict[str, str]:
    lists = {"kind": Kind, "unit": Unit, "direction": Direction, "keeper": Keeper, "family": Family}
    return {name: str(choices(getattr(measure, name)).label) for name, choices in lists.items()}


def charted(sheet: Sheet) -> dict[str, Any] | None:
    """Options of the chart over the past periods; a period without a figure is a gap, never zero."""
    values = [(_drawn(past.reading.value, sheet.measure.unit), past.href) for past in sheet.past]
    if all(value is None for value, _href in values):
        return None
    data = [{"value": value, "href": href} for value, href in values]
    axes = {"xAxis": {"type": "category", "data": [past.period.label for past in sheet.past]}, "yAxis": {"type": "value"}}
    return axes | {"series": [{"type": "bar", "name": str(sheet.measure.label), "data": data, "barMaxWidth": 28}]}


def _drawn(value: Decimal | None, unit: str) -> str | None:
    if value is None:
        return None
    return str(round(value * 100, 1)) if unit == Unit.SHARE else str(round(value, 2))
