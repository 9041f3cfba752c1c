"""The choices above a report: what may be chosen, by whom. A report names its controls; this file knows what stands in each."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.metrics.models import Entry
from kaituo.performance.goals.board import teams_in_reach
from kaituo.sales.pipeline.models import Pipeline

from .asked import WORDS, Asked
from .dimensions import dimensions_of
from .figures import readable_measures
from .report import Report
from .reports.explore import measure_of
from .reports.funnel import pipeline_of

Options = list[tuple[str, Any]]
LABELS = {
    "measure": _("Measure"),
    "by": _("By"),
    "period": _("Period"),
    "year": _("Year"),
    "person": _("Person"),
    "team": _("Team"),
    "pipeline": _("Pipeline"),
}


def people(user: User) -> QuerySet[User]:
    """Those whose results the person may see."""
    rows = User.objects.people().filter(is_active=True).order_by("sort_key")
    if user.is_system or Scope.ALL in user.rights.reach(Entry._meta.label, "view"):
        return rows
    return rows.filter(pk__in=visible(user, Entry.objects.order_by()).values("person"))


def _people(report: Report, asked: Asked, user: User) -> Options:
    found = [(str(person.pk), person.name) for person in people(user)]
    return [("", _("Everyone")), *found] if len(found) > 1 else []


def _teams(report: Report, asked: Asked, user: User) -> Options:
    found: QuerySet[Team] = teams_in_reach(user, asked.today)
    listed = [(str(team.pk), team.name) for team in found]
    return [("", _("All teams")), *listed] if len(listed) > 1 else []


def _measures(report: Report, asked: Asked, user: User) -> Options:
    return [(measure.name, measure.label) for measure in readable_measures(user)]


def _by(report: Report, asked: Asked, user: User) -> Options:
    if "by" in report.choices:
        return report.choices["by"]
    measure = measure_of(asked, user)
    return [(dimension.name, dimension.label) for dimension in dimensions_of(measure)] if measure else []


def _periods(report: Report, asked: Asked, user: User) -> Options:
    return list(WORDS.items()) if asked.word else [("", _("Days of your own")), *WORDS.items()]


def _years(report: Report, asked: Asked, user: User) -> Options:
    return [(str(year), str(year)) for year in range(asked.today.year, asked.today.year - 5, -1)]


def _pipelines(report: Report, asked: Asked, user: User) -> Options:
    return [(str(each.pk), each.name) for each in Pipeline.objects.active()]


OPTIONS: dict[str, Callable[[Report, Asked, User], Options]] = {
    "measure": _measures,
    "by": _by,
    "period": _periods,
    "year": _years,
    "person": _people,
    "team": _teams,
    "pipeline": _pipelines,
}


def controls_of(report: Report, asked: Asked, user: User) -> list[tuple[str, Any, Options, str]]:
    """(name, label, options, chosen) of every control that leaves a choice."""
    offered = [(name, OPTIONS[name](report, asked, user)) for name in report.controls]
    return [(name, LABELS[name], options, _chosen(name, options, asked, user)) for name, options in offered if options]


def _chosen(name: str, options: Options, asked: Asked, user: User) -> str:
    if name == "measure":
        return measure_of(asked, user).name
    said = {"period": asked.word, "pipeline": str(getattr(pipeline_of(asked), "pk", ""))} if name in ("period", "pipeline") else {}
    wanted = said.get(name, asked.query.get(name, ""))
    return wanted if wanted in {value for value, _text in options} else options[0][0]
