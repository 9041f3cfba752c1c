"""What no screen gives of runs: their versions and how these differ, the progress of a calculation, the pay file, the reconciliation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import fetch
from kaituo.foundation.records import log
from kaituo.foundation.ui.download import KINDS, attachment
from kaituo.foundation.ui.fragments import render_page

from .. import differences, size
from ..events import PAY_FILE_TAKEN
from ..models import Run, RunVersion
from ..parts import with_sources
from ..payfile import name_of, pay_table
from ..reconciliation import reconcile
from ..versions import standing_in

PAGE = 200


@require_GET
def payfile_view(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One row per payee of a locked run. Taking it is an event, which the next file of the run names."""
    run = fetch(request.user, Run.objects.all(), "pay", pk=pk)
    if kind not in KINDS or not run.is_final:
        raise Http404
    name, (headings, lines) = name_of(run), pay_table(run, by=request.user)
    log.state(PAY_FILE_TAKEN, run, by=request.user, inputs={"count": len(lines)})
    return attachment(kind, name, headings, lines)


@require_GET
def reconciliation_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What the run of the period does not pay."""
    run = fetch(request.user, Run.objects.select_related("plan"), pk=pk)
    context = {"run": run, "found": reconcile(run, by=request.user), "base_currency": base_currency()}
    return render_page(request, "commissions/reconciliation.html", context)


@require_GET
def progress_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked again and again by the page; when the calculation has ended the page is loaded anew."""
    run = fetch(request.user, Run.objects.all(), pk=pk)
    if not run.is_running:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render_page(request, "commissions/parts/progress.html", {"run": run, "standing": size.standing(run)})


@require_GET
def version_view(request: HttpRequest, pk: int) -> HttpResponse:
    """All lines of one calculation, taken or not, page by page."""
    version = fetch(request.user, RunVersion.objects.select_related("run"), pk=pk)
    rows = list(version.lines.part(request.GET.get("after", ""), "").select_related("component", "payee")[: PAGE + 1])
    lines = with_sources(rows[:PAGE], standing_in(version), request.user)
    following = lines[-1][0].pk if len(rows) > PAGE else None
    context = {"version": version, "statement": standing_in(version), "lines": lines, "next": following}
    return render_page(request, "commissions/version.html", context)


@require_GET
def differences_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version says otherwise than the one in use; `?payee=` line by line."""
    version = fetch(request.user, RunVersion.objects.select_related("run"), pk=pk)
    context = differences.compared(version, request.GET.get("payee", ""), by=request.user)
    return render_page(request, "commissions/differences.html", {"version": version, "run": version.run, **context})
