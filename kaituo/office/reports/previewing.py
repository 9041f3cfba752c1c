"""A report run for whoever looks at it: its sheet, or what is wrong, as pages and the builder show it; and how it may be kept."""

from typing import Any

from django.http import HttpRequest

from kaituo.foundation.identity.access import CHANGE, may, visible
from kaituo.foundation.screens.filters import is_id

from .addresses import OWN, builder_url, query_of
from .engine.definition import Definition, Faulty
from .models import Report
from .running import show
from .wording import said

LONGEST_TICKET = 32


def previewed(request: HttpRequest, definition: Definition, fault: str = "", *, ticket: str = "", is_fresh: bool = False) -> dict[str, Any]:
    sheet = None
    if not fault:
        ticket, is_fresh = ticket or request.GET.get(f"{OWN}ticket", ""), is_fresh or f"{OWN}fresh" in request.GET
        try:
            sheet = show(definition, request.user, ticket=ticket[:LONGEST_TICKET], is_fresh=is_fresh)
        except Faulty as refusal:
            fault = said(refusal)
    return {"sheet": sheet, "fault": fault, "definition": definition, "query": query_of(definition)}


def build_address(definition: Definition, report: Report | None = None) -> str:
    """Where it can be changed: the saved report itself, or what is chosen, to be saved as another."""
    return builder_url(definition) + (f"&{OWN}report={report.pk}" if report else "")


def report_changed(request: HttpRequest) -> Report | None:
    """The saved report that is being changed, where the address names one that she may change."""
    key = request.GET.get(f"{OWN}report", "")
    return visible(request.user, Report.objects.active(), CHANGE).filter(pk=key).first() if is_id(key) else None


def saving(request: HttpRequest, definition: Definition) -> dict[str, Any]:
    """For the page of a report with a shape of its own: what is kept of it, in which report, and whether she may."""
    return {"saved_query": query_of(definition), "kept_report": report_changed(request), "may_make": may(request.user, "create", Report)}
