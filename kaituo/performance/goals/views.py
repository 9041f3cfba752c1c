"""The plan grid with its cells, and the entries behind what was reached."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kaituo.foundation.identity.access import demand, fetch, may
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.screens.sources import sources
from kaituo.foundation.ui.fragments import render_page

from .board import Cell, nodes, periods_of, plan
from .choices import Span
from .entries import entries_behind
from .forms import CellForm, measure_choices
from .models import Target
from .planning import cell_of, put_amount

PAGE = 100


@require_GET
def plan_view(request: HttpRequest) -> HttpResponse:
    """`?measure=orders.booked_revenue&year=2026&kind=month`."""
    today = timezone.localdate()
    year, kind = _year(request, today.year), _kind(request)
    measure = _measure(request)
    rows = plan(request.user, measure, year, kind, on=today) if measure else []
    context = {
        "measure": measure,
        "measures": measure_choices(),
        "year": year,
        "kind": kind,
        "kinds": Span.choices,
        "periods": periods_of(year, kind),
        "rows": rows,
        "today": today,
        "may_plan": may(request.user, "create", Target),
    }
    return render_page(request, "goals/plan.html", context, block="grid")


@require_http_methods(["GET", "POST"])
def cell_view(request: HttpRequest) -> HttpResponse:
    """The form of one cell, and the cell again after its amount was put. A holder outside the person's tree is not found."""
    form = CellForm(request.POST if request.method == "POST" else None)
    cell = _asked_cell(request)
    if request.method == "GET":
        return _show(request, cell, form, "form")
    if not form.is_valid():
        return _show(request, cell, form, "form", 422)
    try:
        cell.target = put_amount(cell, request.GET["measure"], form.cleaned_data["goal_amount"], by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return _show(request, cell, form, "form", 422)
    return _show(request, cell, form, "value")


@require_GET
def entries_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries of a target's actual that the person may see, each opening its record."""
    target = fetch(request.user, Target.objects.all(), pk=pk)
    after = request.GET.get("after", "")
    rows = list(entries_behind(target, request.user, int(after) if after.isdigit() else 0)[: PAGE + 1])
    found = sources({(row.source_type, row.source_id) for row in rows[:PAGE]}, request.user)
    lines = [(row, found.get((row.source_type, row.source_id))) for row in rows[:PAGE]]
    more = after_next(rows)
    return render_page(request, "goals/entries.html", {"target": target, "lines": lines, "next": more})


def after_next(rows: list) -> int | None:
    """The last id of a full page, from where the next one goes on."""
    return rows[PAGE - 1].pk if len(rows) > PAGE else None


def _show(request: HttpRequest, cell: Cell, form: forms.Form, part: str, status: int = 200) -> HttpResponse:
    context = {"cell": cell, "form": form, "measure": _measure(request), "part": part, "may_plan": True}
    return render_page(request, "goals/cell.html", context, status=status)


def _asked_cell(request: HttpRequest) -> Cell:
    """Raises Http404 for what cannot be a cell of this person's grid, PermissionDenied when she may not plan there."""
    try:
        holder = (request.GET["who"], int(request.GET["id"]))
        period = Period.parse(request.GET["period"])
    except (KeyError, ValueError) as error:
        raise Http404 from error
    if _measure(request) is None or holder not in {node.holder for node in nodes(request.user, timezone.localdate())}:
        raise Http404
    cell = cell_of(holder, period, request.GET["measure"])
    if cell.target:
        demand(request.user, "replan", cell.target)
    return cell


def _measure(request: HttpRequest) -> Measure | None:
    asked = request.GET.get("measure", "")
    return MEASURES.get(asked) or (next(iter(sorted(MEASURES.values(), key=lambda each: each.name)), None) if not asked else None)


def _year(request: HttpRequest, this_year: int) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and 2000 <= int(asked) <= 2100 else this_year


def _kind(request: HttpRequest) -> PeriodKind:
    asked = request.GET.get("kind", "")
    return PeriodKind(asked) if asked in Span.values else PeriodKind.MONTH
