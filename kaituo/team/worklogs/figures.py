"""The figures of a report: each measure of its template over its span, for its person, beside the span before."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.metrics.reports import Question, breakdown, total

from . import rhythm
from .models import ReportTemplate, Worklog


@dataclass(frozen=True)
class Figure:
    """`value` is None for a ratio that divides by nothing."""

    measure: Measure
    value: Decimal | None
    before: Decimal | None = None


def live_figures(template: ReportTemplate, period: Period, person: User, by: User) -> list[Figure]:
    """As they stand now."""
    past = rhythm.before(template.rhythm, period, work_calendar())
    names = [name for name in template.measures if name in MEASURES]
    return [Figure(MEASURES[name], _of(name, period, person, by), _of(name, past, person, by)) for name in names]


def _of(name: str, period: Period, person: User, by: User) -> Decimal | None:
    return total(name, Question(period.start, period.end, people=(person.pk,)), by=by)


def figures_of(worklog: Worklog, by: User) -> list[list[Any]]:
    """To be kept with the report: [measure, value as text or None]."""
    found = live_figures(worklog.template, worklog.period, worklog.owner, by)
    return [[each.measure.name, None if each.value is None else str(each.value)] for each in found]


def kept_figures(worklog: Worklog) -> list[Figure]:
    """As they stood when it was handed in."""
    known = [(name, value) for name, value in worklog.figures if name in MEASURES]
    return [Figure(MEASURES[name], None if value is None else Decimal(value)) for name, value in known]


def figures_of_people(template: ReportTemplate, period: Period, people: list[int], by: User) -> dict[str, dict[int, Decimal]]:
    """{measure: {person: value}}, one question per measure however many people there are."""
    asked = Question(period.start, period.end, people=tuple(people))
    names = [name for name in template.measures if name in MEASURES]
    return {name: {key[0]: value for key, value in breakdown(name, ("person",), asked, by=by).items()} for name in names} if people else {}
