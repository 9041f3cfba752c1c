"""The builder: what is chosen, its preview, the end of a question that takes too long, and what is kept of it."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import CHANGE, fetch, may
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.screen import url_of
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.ui.fragments import render_page

from .. import actions, limits
from ..addresses import OWN, builder_url, definition_of
from ..building import Building
from ..engine.definition import Definition, Faulty
from ..models import Report
from ..previewing import previewed, report_changed
from ..ready import READY
from ..wording import said


@require_GET
def builder(request: HttpRequest) -> HttpResponse:
    """Without a kind of record it asks for one. `r-report` is the report that is being changed, `r-add` a filter to be put in."""
    if not request.GET.get(f"{OWN}about"):
        building = Building(Definition(""), request.user)
        return render_page(request, "reports/choose.html", {"building": building, "definition": Definition("")})
    try:
        return _built(request)
    except Faulty as refusal:
        return render_page(request, "reports/refused.html", {"fault": said(refusal)}, status=403 if refusal.code == "hidden_kind" else 404)


def _built(request: HttpRequest) -> HttpResponse:
    definition, fault = _chosen(request.GET)
    if definition.shape in READY:
        return redirect(builder_url(definition))
    context = {"report": report_changed(request), "currency": base_currency(), "ticket": uuid4().hex, "definition": definition}
    context["building"] = Building(definition, request.user, request.GET.getlist(f"{OWN}add"))
    response = render_page(request, "reports/builder.html", context | previewed(request, definition, fault), block="builder")
    response.headers["HX-Replace-Url"] = _address(request, definition)
    return response


def _chosen(query: QueryDict) -> tuple[Definition, str]:
    """What is chosen, and what is wrong with it: a wrong formula takes nothing else away; of what cannot be read at all its kind remains."""
    try:
        return definition_of(query), ""
    except Faulty as fault:
        try:
            return definition_of(query, is_draft=True), said(fault)
        except Faulty:
            return Definition(query.get(f"{OWN}about", "")), said(fault)


@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    definition, fault = _chosen(request.GET)
    context = previewed(request, definition, fault) | {"currency": base_currency()}
    response = render_page(request, "reports/preview.html", context, block="preview")
    response.headers["HX-Replace-Url"] = _address(request, definition)
    return response


def _address(request: HttpRequest, definition: Definition) -> str:
    report = request.GET.get(f"{OWN}report", "")
    return builder_url(definition) + (f"&{OWN}report={report}" if is_id(report) else "")


@require_POST
def rebuild(request: HttpRequest, pk: int) -> HttpResponse:
    """The report asks from now on for what the builder shows."""
    report = fetch(request.user, Report.objects.active(), CHANGE, pk=pk)
    try:
        definition = definition_of(request.POST)
    except Faulty as fault:
        return go_to(request, request.headers.get("Referer", "/"), said(fault))
    actions.rebuild(report, definition.as_saved(), by=request.user)
    return go_to(request, url_of(report), _("“%(name)s” was saved.") % {"name": report.name})


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the question that the person's own page asks."""
    ticket = request.POST.get("ticket", "")[:32]
    if not ticket or not may(request.user, "view", Report):
        raise Http404
    limits.end(request.user.pk, ticket)
    return HttpResponse(status=204)
