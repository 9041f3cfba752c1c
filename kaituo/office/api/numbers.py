"""Measures as JSON, the same answer as `kaituo report --json`."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.reports import DIMENSIONS, Question, UnknownDimension, breakdown
from kaituo.office.insights.management.commands.report import rows_of, written

from .problems import Wrong


def measures() -> list[dict[str, Any]]:
    return [{"measure": name, "label": str(each.label), "kind": each.kind, "unit": each.unit} for name, each in sorted(MEASURES.items())]


def measured(request: HttpRequest, name: str) -> dict[str, Any]:
    """`?by=person,month&from=2026-01-01&to=2026-04-01`, counted over what the person may see."""
    if name not in MEASURES:
        raise Http404
    dimensions = [each for each in request.GET.get("by", "").split(",") if each]
    question = Question(day_of(request, "from"), day_of(request, "to"))
    try:
        found = breakdown(name, dimensions, question, by=request.user)
    except UnknownDimension as error:
        raise Wrong({"by": [_("Possible: %(names)s") % {"names": ", ".join(DIMENSIONS)}]}) from error
    rows = rows_of(dimensions, found)
    total = None if MEASURES[name].formula else written(sum((row["value"] for row in rows), Decimal(0)))
    return {"measure": name, "total": total, "rows": [row | {"value": written(row["value"])} for row in rows]}


def day_of(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Wrong({name: [_("A day is written like 2026-03-31.")]}) from error
