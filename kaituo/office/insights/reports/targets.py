"""How all targets of a period stand, the one furthest behind first."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kaituo.foundation.company.books import base_currency, work_calendar
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.screens.screen import url_of
from kaituo.performance.goals.actuals import fill
from kaituo.performance.goals.engine.pace import Pace
from kaituo.performance.goals.models import Target

from ..asked import Asked
from ..report import Cell, Head, Report, Result, bars, shelve

SPANS = ("month", "quarter", "year")
CHARTED = 30


def targets(asked: Asked, user: User) -> Result:
    period = Period.containing(asked.today, PeriodKind(asked.by if asked.by in SPANS else "month"))
    rows = visible(user, Target.objects.in_force().for_period(period)).select_related("person", "team")
    if asked.measure:
        rows = rows.filter(measure=asked.measure.name)
    calendar = work_calendar()
    paced = [(target, target.pace(on=asked.today, calendar=calendar)) for target in fill(rows)]
    paced.sort(key=lambda pair: (pair[1].pace_rate is None, pair[1].pace_rate))
    behind = sum(pace.pace_rate is not None and pace.pace_rate < 1 for _target, pace in paced)
    heads = [Head(_("Team or person")), Head(_("Measure")), Head(_("Goal"), "number"), Head(_("Actual"), "number"), Head(_("Attainment"), "share")]
    heads += [
        Head(_("Expected by today"), "number"),
        Head(_("Pace"), "share"),
        Head(_("Needed per workday"), "number"),
        Head(pgettext("at this pace", "Forecast"), "number"),
    ]
    shown = paced[:CHARTED]
    values = [(pace.attainment_rate and round(pace.attainment_rate * 100, 1), reverse("goals-entries", args=[target.pk])) for target, pace in shown]
    names = [f"{target.holder} · {target.measure_label}" for target, _pace in shown]
    said = {"behind": behind, "all": len(paced), "period": period.label}
    summary = _("%(behind)s of %(all)s targets of %(period)s are behind plan. The table below has every number.") % said
    note = _("Amounts of money in base currency: %(currency)s.") % {"currency": base_currency()}
    chart = bars(names, values, _("Attainment in percent"), lying=True) if paced else None
    return Result(heads, [_line(target, pace) for target, pace in paced], summary, chart, notes=[note])


def _line(target: Target, pace: Pace) -> list[Cell]:
    tone = "" if pace.pace_rate is None else ("good" if pace.pace_rate >= 1 else "bad")
    figures = (pace.attainment_rate, pace.expected_to_date)
    return [
        Cell(str(target.holder), url_of(target)),
        Cell(target.measure_label),
        Cell(target.goal_amount),
        Cell(target.actual, reverse("goals-entries", args=[target.pk])),
        *map(Cell, figures),
        Cell(pace.pace_rate, tone=tone),
        Cell(pace.required_per_workday),
        Cell(pace.forecast),
    ]


shelve(
    Report(
        "targets",
        gettext_lazy("Target progress"),
        gettext_lazy("Who is behind, what is expected by today, and what each workday must still bring."),
        "target",
        targets,
        ("by",),
        {"by": [("month", gettext_lazy("This month")), ("quarter", gettext_lazy("This quarter")), ("year", gettext_lazy("This year"))]},
        model=Target,
    )
)
