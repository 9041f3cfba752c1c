"""The plan grid with its cells, a round of targets, one's own goals, the form of a proposal, and the entries behind a figure."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import VIEW, demand, fetch, may
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES, Measure, adds_up_by_day
from kaituo.foundation.screens.screen import url_of
from kaituo.foundation.screens.sources import sources
from kaituo.foundation.ui.fragments import render_page

from .board import Cell, nodes, periods_of, plan
from .choices import Span
from .desk import desk_of
from .entries import entries_behind
from .forms import CellForm, measure_choices
from .models import Target
from .plan_query import PlanQuery, RoundQuery
from .planning import cell_of, put_amount
from .proposals import proposal_form, put_forward, trial_of
from .reachability import reach_of, window_of
from .round import near, round_of

PAGE = 100


@require_GET
def plan_view(request: HttpRequest) -> HttpResponse:
    """`?measure=orders.booked_revenue&year=2026&kind=month`."""
    today = timezone.localdate()
    asked = PlanQuery.of(request.GET, today)
    rows = plan(request.user, asked.measure, asked.year, asked.kind, on=today) if asked.measure else []
    lists = {"measures": measure_choices(), "kinds": Span.choices, "periods": periods_of(asked.year, asked.kind)}
    context = {**lists, "measure": asked.measure, "year": asked.year, "kind": asked.kind, "rows": rows, "today": today}
    context["may_plan"] = may(request.user, "create", Target)
    return render_page(request, "goals/plan.html", context, block="grid")


@require_http_methods(["GET", "POST"])
def cell_view(request: HttpRequest) -> HttpResponse:
    """The form of one cell, and the cell again after its amount was put. A holder outside the person's tree is not found."""
    form = CellForm(request.POST if request.method == "POST" else None)
    cell = _asked_cell(request)
    if request.method == "GET":
        return _show(request, cell, form, "form")
    if form.is_valid() and _put(request, cell, form):
        return _show(request, cell, form, "value")
    return _show(request, cell, form, "form", 422)


def _put(request: HttpRequest, cell: Cell, form: CellForm) -> bool:
    """Whether the amount went in; if not, the form says why."""
    try:
        cell.target = put_amount(cell, request.GET["measure"], form.cleaned_data["goal_amount"], by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
    return form.is_valid()


@require_GET
def entries_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries behind a target's actual, or `?of=last_year`, `pipeline`, `capacity`, that the person may see, each opening its record."""
    target = fetch(request.user, Target.objects.all(), pk=pk)
    after, of = request.GET.get("after", ""), request.GET.get("of", "actual")
    try:
        measure, period = window_of(target, of)
    except KeyError as error:
        raise Http404 from error
    rows = list(entries_behind(target, request.user, int(after) if after.isdigit() else 0, measure=measure, period=period)[: PAGE + 1])
    found = sources({(row.source_type, row.source_id) for row in rows[:PAGE]}, request.user)
    lines = [(row, MEASURES.get(row.measure), found.get((row.source_type, row.source_id))) for row in rows[:PAGE]]
    context = {"target": target, "lines": lines, "next": after_next(rows), "of": of, "period": period}
    return render_page(request, "goals/entries.html", context | _told_of(MEASURES.get(measure)))


def _told_of(measure: Measure | None) -> dict[str, bool]:
    """Whether the lines are of several measures, and whether some stand whatever their day."""
    return {"is_mixed": bool(measure and measure.formula), "is_standing": bool(measure and not adds_up_by_day(measure))}


def after_next(rows: list) -> int | None:
    """The last id of a full page, from where the next one goes on."""
    return rows[PAGE - 1].pk if len(rows) > PAGE else None


@require_GET
def mine_view(request: HttpRequest) -> HttpResponse:
    """The person's own goals, for a phone first."""
    if not may(request.user, VIEW, Target):
        raise PermissionDenied
    today = timezone.localdate()
    return render_page(request, "goals/mine.html", {"desk": desk_of(request.user, today), "today": today})


@require_GET
def round_view(request: HttpRequest) -> HttpResponse:
    """`?measure=orders.booked_revenue&kind=quarter&period=2026-Q4`."""
    if not may(request.user, "create", Target):
        raise PermissionDenied
    today = timezone.localdate()
    asked = RoundQuery.of(request.GET, today)
    found = round_of(request.user, asked.measure, asked.period) if asked.measure else None
    context = {"asked": asked, "round": found, "measures": measure_choices(), "kinds": Span.choices, "periods": near(today, asked.kind)}
    context["currency"] = base_currency() if asked.measure and asked.measure.unit == Unit.MONEY else ""
    return render_page(request, "goals/round.html", context, block="round")


@require_http_methods(["GET", "POST"])
def propose_view(request: HttpRequest) -> HttpResponse:
    """The form of a proposal. What the address says beforehand stands in it: `?person=5&kind=quarter`."""
    if not may(request.user, "propose", Target):
        raise PermissionDenied
    form = proposal_form(request.user, request.POST if request.method == "POST" else None, request.GET)
    target = put_forward(form, by=request.user) if request.method == "POST" else None
    if target is not None:
        return HttpResponseRedirect(url_of(target))
    return render_page(request, "goals/propose.html", {"form": form, "steps": form.steps}, status=422 if form.is_bound else 200)


@require_GET
def reach_view(request: HttpRequest) -> HttpResponse:
    """What is known of whether the goal in the form is within reach; nothing while the form does not say enough."""
    if not may(request.user, "propose", Target):
        raise PermissionDenied
    trial = trial_of(proposal_form(request.user, request.GET, {}))
    context = {"target": trial, "reach": reach_of(trial) if trial else None}
    return render_page(request, "goals/reach.html", context)


def _show(request: HttpRequest, cell: Cell, form: forms.Form, part: str, status: int = 200) -> HttpResponse:
    context = {"cell": cell, "form": form, "measure": PlanQuery.of(request.GET, timezone.localdate()).measure, "part": part, "may_plan": True}
    return render_page(request, "goals/cell.html", context, status=status)


def _asked_cell(request: HttpRequest) -> Cell:
    """Raises Http404 for what cannot be a cell of this person's grid, PermissionDenied when she may not plan there."""
    try:
        holder = (request.GET["who"], int(request.GET["id"]))
        period = Period.parse(request.GET["period"])
    except (KeyError, ValueError) as error:
        raise Http404 from error
    if PlanQuery.of(request.GET, timezone.localdate()).measure is None or holder not in {
        node.holder for node in nodes(request.user, timezone.localdate())
    }:
        raise Http404
    cell = cell_of(holder, period, request.GET["measure"])
    if cell.target:
        demand(request.user, "replan", cell.target)
    return cell
