"""The reports, the entries behind every number, and both as files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.models import Entry, OwnMeasure
from kaituo.foundation.metrics.own import in_step
from kaituo.foundation.ui.fragments import render_page, wants_fragment
from kaituo.office.exchange.download import table_file
from kaituo.office.reports.addresses import definition_of_page
from kaituo.office.reports.engine.definition import Faulty
from kaituo.office.reports.limits import SECONDS, within
from kaituo.office.reports.previewing import saving
from kaituo.office.reports.shelf import is_marked
from kaituo.office.reports.wording import said
from kaituo.sales.pipeline.models import Opportunity

from . import reports  # noqa: F401  the reports come onto the shelf by being imported
from .addresses import span_name
from .asked import Asked, period_of
from .casebook import Casebook
from .cockpit import before, cockpit, steers
from .controls import controls_of
from .entries import described, page_of, summed, with_sources
from .figures import entries, may_read
from .library import SPANS, charted, sheet_of, shelves
from .report import REPORTS, Report, Result
from .reports.funnel import came_as_far, deals, lost_in, pipeline_of, stage_of
from .warnings import customers_at_risk

PAGE = 100


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    allowed = [report for report in REPORTS.values() if report.allowed(request.user)]
    return render_page(request, "insights/index.html", {"reports": allowed})


@require_GET
def cockpit_view(request: HttpRequest) -> HttpResponse:
    """For whoever leads: who needs help, why, and what helps."""
    if not steers(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    found = cockpit(request.user, today)
    book = Casebook.of(request.GET, found)
    context: dict[str, Any] = {"cockpit": found, "book": book, "today": today, "currency": base_currency()}
    context["before"] = before(found, [case.staff.user_id for case in book.shown], request.user, today)
    if not wants_fragment(request):
        context["customers"] = customers_at_risk(request.user, today)
    return render_page(request, "insights/cockpit.html", context, block="cases")


@require_GET
def measures_view(request: HttpRequest) -> HttpResponse:
    """The library: every measure the person may read, by family. `?q=win` narrows it."""
    if not may(request.user, VIEW, Entry):
        raise PermissionDenied
    text = request.GET.get("q", "")
    context = {"shelves": shelves(request.user, text, timezone.localdate()), "text": text, "currency": base_currency()}
    return render_page(request, "insights/measures.html", context | {"may_make": may(request.user, "create", OwnMeasure)}, block="shelves")


@require_GET
def measure_view(request: HttpRequest, name: str) -> HttpResponse:
    """One measure: what it says, how it stands and stood. `?period=2026-Q3`, or `?by=quarter` for the present one."""
    in_step()
    measure, today = MEASURES.get(name), timezone.localdate()
    if measure is None or not may(request.user, VIEW, Entry):
        raise Http404
    if not may_read(request.user, measure):
        raise PermissionDenied
    sheet = sheet_of(measure, period_of(request.GET, today), request.user, today)
    context = {"sheet": sheet, "chart": charted(sheet), "currency": base_currency()}
    context["spans_shown"] = [(span_name(span), f"?by={span.value}", span == sheet.period.kind) for span in SPANS]
    return render_page(request, "insights/measure.html", context)


@require_GET
def report_view(request: HttpRequest, slug: str) -> HttpResponse:
    """`?format=csv` or `xlsx` gives the same lines as a file."""
    report = REPORTS.get(slug)
    if report is None:
        raise Http404
    if not report.allowed(request.user):
        raise PermissionDenied
    asked = Asked.of(request.GET, report.usual)
    result, fault = _built(report, asked, request)
    if request.GET.get("format") in ("csv", "xlsx") and not fault:
        return _file(request, report, result)
    context = {"shown": report, "asked": asked, "result": result, "fault": fault, "controls": controls_of(report, asked, request.user)}
    return render_page(request, "insights/report.html", context | _keeping(request, report), block="report")


def _built(report: Report, asked: Asked, request: HttpRequest) -> tuple[Result, str]:
    """Within the limits of every reader's question; with what is wrong where it went beyond them."""
    try:
        with within(SECONDS, person=request.user.pk):
            return report.build(asked, request.user), ""
    except Faulty as refusal:
        return Result([], []), said(refusal)


def _keeping(request: HttpRequest, report: Report) -> dict[str, Any]:
    """What a saved report, a favourite or a letter takes over from here."""
    key = f"insights-{report.slug}"
    definition = definition_of_page(key, [(name, value) for name, values in request.GET.lists() for value in values])
    marked = {"is_marked": is_marked(request.user, ready=key), "definition": definition, "ready_key": key}
    return {"currency": base_currency(), "query": request.GET} | marked | saving(request, definition)


def _file(request: HttpRequest, report: Report, result: Result) -> HttpResponse:
    headings = [str(head.label) for head in result.heads]
    lines = [[cell.value for cell in line] for line in result.lines]
    return table_file(request.GET["format"], f"{slugify(report.slug)}-{Asked.of(request.GET).today}", headings, lines, by=request.user)


@require_GET
def entries_view(request: HttpRequest) -> HttpResponse:
    """The entries behind a number, each opening its record."""
    asked = Asked.of(request.GET, "all")
    if asked.measure is None or not may(request.user, VIEW, Entry):
        raise Http404
    if not may_read(request.user, asked.measure):
        raise PermissionDenied
    rows = entries(asked.measure, asked.question, asked.keys, request.user, asked.reading)
    page, following = page_of(rows, request.GET.get("after", ""), PAGE)
    context = {"asked": asked, "lines": with_sources(page, request.user), "next": following, "chips": described(asked, request.user)}
    context |= {"currency": base_currency(), "query": request.GET} | summed(asked.measure, rows)
    return render_page(request, "insights/entries.html", context)


@require_GET
def funnel_deals(request: HttpRequest) -> HttpResponse:
    """The deals that came at least as far as a stage; with `lost` those that were lost in it."""
    asked = Asked.of(request.GET)
    pipeline = pipeline_of(asked)
    stage = stage_of(pipeline, request.GET.get("stage", ""))
    if stage is None or not may(request.user, VIEW, Opportunity):
        raise Http404
    rows = (lost_in if "lost" in request.GET else came_as_far)(stage, deals(asked, pipeline, request.user))
    page, following = page_of(rows, request.GET.get("after", ""), PAGE)
    return render_page(request, "insights/deals.html", {"stage": stage, "rows": page, "next": following, "query": request.GET})
