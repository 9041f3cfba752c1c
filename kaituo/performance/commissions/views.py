"""What no screen gives: all lines of a statement, why a line is worth what it is, papers and files, the simulation of a plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import fetch
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import log
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.foundation.screens.sources import sources
from kaituo.foundation.ui.download import KINDS, attachment, streamed
from kaituo.foundation.ui.fragments import render_page
from kaituo.foundation.ui.paper import answer, known_language

from . import size
from .choices import FROZEN
from .explanations import sentences
from .models import Plan, Run, Statement, StatementLine
from .papers import print_statement, table_of
from .parts import with_sources
from .payfile import pay_table
from .reconciliation import reconcile
from .simulation import simulate

PAGE = 200


@require_GET
def lines_view(request: HttpRequest, pk: int) -> HttpResponse:
    """All lines of a statement, page by page; `?component=` narrows them."""
    statement = fetch(request.user, Statement.objects.all(), pk=pk)
    after, component = (request.GET.get(name, "") for name in ("after", "component"))
    rows = statement.lines.part(after, component).select_related("component")[: PAGE + 1]
    lines = with_sources(list(rows)[:PAGE], statement, request.user)
    following = lines[-1][0].pk if len(rows) > PAGE else None
    context = {"statement": statement, "lines": lines, "next": following, "component": component}
    return render_page(request, "commissions/lines.html", context)


@require_GET
def why_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps from the credit to the amount, with the record they began at."""
    line = fetch(request.user, StatementLine.objects.select_related("statement__run", "component__terms"), pk=pk)
    key = (line.source_type, line.source_id)
    source = sources({key} if line.source_id else (), request.user).get(key)
    return render_page(request, "commissions/why.html", {"line": line, "source": source, "sentences": sentences(line)}, block="dialog")


@require_GET
def paper_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The statement as PDF."""
    language = known_language(language)
    statement = fetch(request.user, Statement.objects.select_related("run", "payee"), pk=pk)
    return answer(print_statement(statement, language, by=request.user), f"{statement.run.number}-{statement.payee.username}-{language}")


@require_GET
def table_view(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """All lines with their reasons. Taking them is an event."""
    statement = fetch(request.user, Statement.objects.select_related("run", "payee"), pk=pk)
    if kind not in KINDS:
        raise Http404
    log.state(RECORDS_EXPORTED, statement, by=request.user, inputs={"count": statement.lines.count()})
    return streamed(kind, f"{statement.run.number}-{statement.payee.username}", *table_of(statement, by=request.user))


@require_GET
def payfile_view(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One row per payee. Taking it is an event."""
    run = fetch(request.user, Run.objects.all(), "pay", pk=pk)
    if kind not in KINDS or run.state not in FROZEN:
        raise Http404
    log.state(RECORDS_EXPORTED, run, by=request.user, inputs={"count": run.payee_count})
    return attachment(kind, run.number, *pay_table(run))


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
def simulate_view(request: HttpRequest, pk: int) -> HttpResponse:
    """`?period=2026-Q3`; by default the quarter before this one."""
    plan = fetch(request.user, Plan.objects.all(), pk=pk)
    last = Period.containing(timezone.localdate(), PeriodKind.QUARTER).previous()
    try:
        period = Period.parse(request.GET.get("period", "") or last.label)
    except ValueError as error:
        raise Http404 from error
    choices = [last.label, *(piece.label for piece in last.months()), str(last.start.year)]
    context = {"plan": plan, "period": period, "choices": choices, "result": simulate(plan, period)}
    return render_page(request, "commissions/simulate.html", context, block="result")
