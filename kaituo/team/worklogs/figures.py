"""The figures of a report: each measure of its template over its span, for its person and for the teams she leads, beside the span before."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import Membership, TeamPath, User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.metrics.reports import Question, breakdown
from kaituo.foundation.metrics.standing import Readings
from kaituo.foundation.records import clock

from . import rhythm
from .models import ReportTemplate, Worklog


@dataclass(frozen=True)
class Figure:
    """`value` is None for a ratio that divides by nothing. `team`: the same of all whom its person leads, herself with them; None: she leads nobody."""

    measure: Measure
    value: Decimal | None
    before: Decimal | None = None
    team: "Figure | None" = None


@dataclass(frozen=True)
class Reader:
    """Somebody's own figures in a span and those of her teams, as far as `by` may see them; in as many queries whatever is asked and whomever she leads."""

    person: User
    led: list[int]
    period: Period
    names: list[str]
    by: User

    @cached_property
    def readings(self) -> Readings:
        return Readings(self.names, self.period, today=clock.today(), by=self.by, people=() if self.led else [self.person.pk])

    @cached_property
    def teams(self) -> set[int]:
        """Those she leads, and those below them at any time of the span."""
        below = TeamPath.objects.within(self.period).filter(ancestor__in=self.led)
        return {*self.led, *below.values_list("descendant_id", flat=True)} if self.led else set()

    def own(self, name: str) -> Decimal | None:
        return self.readings.of(name, self.person.pk).value

    def team(self, name: str) -> Decimal | None:
        return self.readings.over(name, teams=self.teams).value


def teams_led(person: User, period: Period) -> list[int]:
    """On the last day of the span."""
    led = Membership.objects.on(period.last_day).filter(user=person, is_lead=True)
    return list(led.order_by("team_id").values_list("team_id", flat=True))


def live_figures(template: ReportTemplate, period: Period, person: User, by: User) -> list[Figure]:
    """As they stand now."""
    names, led = _measured(template), teams_led(person, period)
    past = rhythm.before(template.rhythm, period, work_calendar())
    now, then = (Reader(person, led, span, names, by) for span in (period, past))
    return [_figure(MEASURES[name], now, then) for name in names]


def _measured(template: ReportTemplate) -> list[str]:
    return [name for name in template.measures if name in MEASURES]


def _figure(measure: Measure, now: Reader, then: Reader) -> Figure:
    name = measure.name
    team = Figure(measure, now.team(name), then.team(name)) if now.led else None
    return Figure(measure, now.own(name), then.own(name), team)


def figures_of(worklog: Worklog, by: User) -> list[list[Any]]:
    """To be kept with the report: [measure, value as text or None], and of a leader the same of her teams behind them."""
    found = live_figures(worklog.template, worklog.period, worklog.owner, by)
    return [[each.measure.name, *(_text(figure.value) for figure in (each, each.team) if figure)] for each in found]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def kept_figures(worklog: Worklog) -> list[Figure]:
    """As they stood when it was handed in."""
    return [_kept(MEASURES[name], *values) for name, *values in worklog.figures if name in MEASURES]


def _kept(measure: Measure, value: str | None, *team: str | None) -> Figure:
    return Figure(measure, _number(value), team=Figure(measure, _number(team[0])) if team else None)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def figures_of_people(template: ReportTemplate, period: Period, people: list[int], by: User) -> dict[str, dict[int, Decimal]]:
    """{measure: {person: value}}, one question per measure however many people there are."""
    asked = Question(period.start, period.end, people=tuple(people))
    names = _measured(template)
    return {name: {key[0]: value for key, value in breakdown(name, ("person",), asked, by=by).items()} for name in names} if people else {}
