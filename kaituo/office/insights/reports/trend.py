"""A measure over time: this year, the year before, and the targets."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import Measure
from kaituo.performance.goals.models import Target

from ..asked import Asked
from ..dimensions import DIMENSIONS
from ..figures import Figure, grouped
from ..links import entries_url
from ..report import Cell, Head, Report, Result, series, shelve
from .breakdown import notes_on
from .explore import measure_of

YEARS = range(1990, 2101)


def trend(asked: Asked, user: User) -> Result:
    measure = measure_of(asked, user)
    if measure is None:
        return Result([], [])
    year = int(asked.query.get("year", "")) if asked.query.get("year", "").isdecimal() else asked.today.year
    grain = PeriodKind(asked.by) if asked.by in ("month", "quarter") else PeriodKind.MONTH
    span = Period.year(year if year in YEARS else asked.today.year)
    now, before = (_by_time(measure, grain, each, asked, user) for each in (span, span.previous()))
    goals = _goals(measure, grain, span, asked, user)
    lines = [_line(measure, period, now, before, goals, asked) for period in span.split(grain)]
    heads = [
        Head(_("Period")),
        Head(measure.label, measure.unit),
        Head(_("Year before"), measure.unit),
        Head(pgettext("difference", "Change"), "share"),
    ]
    heads += [Head(_("Target"), measure.unit), Head(_("Attainment"), "share")]
    return Result(heads, lines, _summary(measure, span, now, before), _chart(measure, span, lines), notes=notes_on(measure, base_currency()))


def _by_time(measure: Measure, grain: PeriodKind, span: Period, asked: Asked, user: User) -> dict[str, Figure]:
    question = replace(asked.question, start=span.start, end=span.end)
    return {key: figure for (key,), figure in grouped(measure, [DIMENSIONS[grain.value]], question, asked.keys, by=user).items()}


def _goals(measure: Measure, grain: PeriodKind, span: Period, asked: Asked, user: User) -> dict[date, Decimal]:
    """The target of the chosen person or team, else the sum of the people's targets that may be seen."""
    if not may(user, VIEW, Target):
        return {}
    rows = visible(user, Target.objects.in_force()).filter(measure=measure.name, kind=grain.value).within(span)
    return dict(_of_holder(rows, asked).order_by().values_list("starts_on").annotate(goal=Sum("goal_amount")))


def _of_holder(rows: QuerySet[Target], asked: Asked) -> QuerySet[Target]:
    if asked.person:
        return rows.filter(person=asked.person)
    return rows.filter(team=asked.team) if asked.team else rows.filter(person__isnull=False)


def _line(measure: Measure, period: Period, now: dict, before: dict, goals: dict[date, Decimal], asked: Asked) -> list[Cell]:
    past = period.year_before()
    value, then, goal = _amount(now, period), _amount(before, past), goals.get(period.start)
    change = (value - then) / then if value is not None and then else None
    return [
        Cell(period.label),
        Cell(value, entries_url(measure.name, period.start, period.end, asked.scope)),
        Cell(then, entries_url(measure.name, past.start, past.end, asked.scope)),
        Cell(change, tone="" if change is None else ("good" if change >= 0 else "bad")),
        Cell(goal),
        Cell(value / goal if goal and value is not None else None),
    ]


def _amount(figures: dict[str, Figure], period: Period) -> Decimal | None:
    figure = figures.get(period.label)
    return figure.amount if figure else None


def _chart(measure: Measure, span: Period, lines: list[list[Cell]]) -> dict:
    drawn = [
        series("bar", span.label, [(line[1].value, line[1].href) for line in lines], barMaxWidth=24),
        series("line", span.previous().label, [(line[2].value, line[2].href) for line in lines], symbolSize=7),
    ]
    if any(line[4].value is not None for line in lines):
        drawn.append(series("line", _("Target"), [(line[4].value, "") for line in lines], step="middle", symbol="none"))
    names = [line[0].value for line in lines]
    return {"legend": {}, "xAxis": {"type": "category", "data": names}, "yAxis": {"type": "value"}, "series": drawn}


def _summary(measure: Measure, span: Period, now: dict[str, Figure], before: dict[str, Figure]) -> str:
    sums = [sum((figure.amount for figure in figures.values()), Decimal(0)) for figures in (now, before)]
    said = {"measure": measure.label, "year": span.label, "now": f"{sums[0]:,.2f}", "before": f"{sums[1]:,.2f}"}
    if measure.formula:
        return _("%(measure)s in %(year)s beside the year before. The table below has every number.") % said
    return _("%(measure)s in %(year)s: %(now)s; the year before: %(before)s. The table below has every number.") % said


shelve(
    Report(
        "trend",
        gettext_lazy("Trend"),
        gettext_lazy("A measure by month or quarter, beside last year and the targets."),
        "trending-up",
        trend,
        ("measure", "by", "year", "person", "team"),
        {"by": [("month", gettext_lazy("By month")), ("quarter", gettext_lazy("By quarter"))]},
    )
)
