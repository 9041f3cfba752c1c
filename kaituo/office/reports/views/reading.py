"""Reading reports: the first page, a saved or ready report, the records behind a figure, files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import VIEW, fetch, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.foundation.records.log import state
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.ui.fragments import render_page
from kaituo.foundation.ui.paper import answer
from kaituo.office.exchange.download import table_file

from .. import actions
from ..addresses import OWN, builder_url, definition_of
from ..engine.definition import Faulty
from ..files import exported, headings_of, lines_of, printed
from ..models import Dashboard, Report
from ..over_records import Behind
from ..previewing import build_address, previewed
from ..ready import READY
from ..sheets import Sheet
from ..shelf import Shelf, is_marked
from ..wording import said


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Dashboards, favourites, what is one's own, what others opened, the ready set."""
    shelf = Shelf(request.user, request.GET.get("q", ""))
    may_make = may(request.user, "create", Report)
    return render_page(request, "reports/index.html", {"shelf": shelf, "may_make": may_make, "may_arrange": may(request.user, "create", Dashboard)})


@require_GET
def ready(request: HttpRequest, key: str) -> HttpResponse:
    found = READY.get(key)
    if found is None:
        raise Http404
    if not found.allowed(request.user):
        raise PermissionDenied
    if found.shape:
        return redirect(found.href)
    context = previewed(request, found.definition) | {"ready": found, "currency": base_currency(), "build": build_address(found.definition)}
    context |= {"is_marked": is_marked(request.user, ready=key), "may_make": may(request.user, "create", Report)}
    return render_page(request, "reports/ready.html", context)


@require_POST
def favourite(request: HttpRequest) -> HttpResponse:
    """`report` or `ready` becomes a favourite, or none any more."""
    key, name = request.POST.get("report", ""), request.POST.get("ready", "")
    report = fetch(request.user, Report.objects.active(), VIEW, pk=key) if is_id(key) else None
    if report is None and name not in READY:
        raise Http404
    deed = actions.unmark if is_marked(request.user, report=report, ready=name) else actions.mark
    deed(by=request.user, report=report, ready=name)
    return go_to(request, request.headers.get("HX-Current-URL") or request.headers.get("Referer", "/"))


@require_GET
def records(request: HttpRequest) -> HttpResponse:
    """The records behind a cell, with the figures reckoned anew of exactly these."""
    try:
        definition = definition_of(request.GET)
        behind = Behind(definition, request.user, timezone.localdate(), request.GET)
        columns, after = behind.columns(), request.GET.get(f"{OWN}after", "")
        rows, cells, following = behind.page(columns, after)
        context: dict[str, Any] = {"figures": behind.figures(), "keys": behind.named_keys(), "applied": behind.applied}
    except Faulty as fault:
        return render_page(request, "reports/refused.html", {"fault": said(fault)}, status=403)
    context |= {"columns": columns, "lines": list(zip(rows, cells, strict=True)), "next": following, "screen": behind.sought.screen}
    context |= {"currency": base_currency(), "query": request.GET, "back": builder_url(definition)}
    return render_page(request, "reports/records.html", context)


@require_GET
def file(request: HttpRequest, kind: str) -> HttpResponse:
    """What the report shows, as a table or on paper. Whoever may not take records out of the house gets no list of them."""
    title = request.GET.get(f"{OWN}title", "")[:120] or _("Report")
    try:
        definition = definition_of(request.GET)
        sheet = exported(definition, request.user)
    except Faulty as fault:
        return render_page(request, "reports/refused.html", {"fault": said(fault)}, status=403)
    return as_file(sheet, kind, title, request.user)


def as_file(sheet: Sheet, kind: str, title: str, user: User) -> HttpResponse:
    """Raises Http404 for a kind of file there is not."""
    name = f"{title}-{timezone.localdate()}"
    if kind == "pdf":
        state(RECORDS_EXPORTED, user, by=user, inputs={"model": "reports.Report", "count": len(sheet.lines)})
        return answer(printed(sheet, title, user, get_language()), name)
    if kind not in ("csv", "xlsx"):
        raise Http404
    return table_file(kind, name, headings_of(sheet), lines_of(sheet), by=user)
