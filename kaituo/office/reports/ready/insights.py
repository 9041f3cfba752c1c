"""The reports of `insights` (funnel, ageing, targets, trend and their like) among the ready ones, so that they too are saved, mailed and put on dashboards."""

from django.http import QueryDict
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry
from kaituo.office.insights import reports  # noqa: F401  the reports come onto the shelf by being imported
from kaituo.office.insights.asked import WORDS, Asked
from kaituo.office.insights.report import REPORTS, Cell, Report, Result

from ..engine.definition import MEASURES
from ..sheets import Head, Sheet, SheetCell
from ..spans import period_of
from .report import Parameters, Shape, shelve_shape

SHELF = {"targets": "people", "ranking": "people", "ageing": "money", "funnel": "pipeline", "leakage": "pipeline"}
UNITS = {"number": "count"}


def _sheet_of(result: Result) -> Sheet:
    heads = [Head(str(head.label), UNITS.get(head.unit, head.unit)) for head in result.heads]
    sheet = Sheet(heads, [_line(heads, line) for line in result.lines], notes=[str(note) for note in result.notes], row_count=len(result.lines))
    sheet.total = _line(heads, result.total) if result.total else []
    sheet.chart_kind, sheet.chart = ("funnel", result.bands) if result.bands else ("bar" if result.chart else "", result.chart)
    return sheet


def _line(heads: list[Head], line: list[Cell]) -> list[SheetCell]:
    """An empty text stands where a column has nothing to say, such as a total."""
    return [SheetCell(cell.value, "" if cell.value == "" else head.unit, cell.href, why="no_data") for head, cell in zip(heads, line, strict=True)]


def _narrowed(report: Report):
    def narrowed(span: str, team: str) -> Parameters:
        found = {"team": (team,)} if team and "team" in report.controls else {}
        return found | (_days(span) if "period" in report.controls else {})

    return narrowed


def _days(span: str) -> Parameters:
    if span in WORDS:
        return {"period": (span,)}
    period = period_of(span, timezone.localdate())
    return {"from": (str(period.start),), "to": (str(period.last_day),)} if period else {}


def _drawing(report: Report):
    def draw(query: QueryDict, user: User) -> Sheet:
        return _sheet_of(report.build(Asked.of(query, report.usual), user))

    return draw


for _report in REPORTS.values():
    _about = MEASURES if _report.model is Entry else _report.model._meta.label
    _shape = Shape("insights-report", _drawing(_report), (_report.model,), _narrowed(_report), (_report.slug,))
    shelve_shape(SHELF.get(_report.slug, "trends"), f"insights-{_report.slug}", _report.title, _report.text, _about, _shape)
