"""A report run for whoever looks at it: its sheet, or what is wrong, as pages and the builder show it."""

from django.http import HttpRequest

from .addresses import OWN, builder_url, query_of
from .engine.definition import Definition, Faulty
from .models import Report
from .running import show
from .wording import said


def previewed(request: HttpRequest, definition: Definition, fault: str = "") -> dict:
    sheet = None
    if not fault:
        try:
            sheet = show(definition, request.user, ticket=request.GET.get(f"{OWN}ticket", "")[:32], is_fresh=f"{OWN}fresh" in request.GET)
        except Faulty as refusal:
            fault = said(refusal)
    return {"sheet": sheet, "fault": fault, "definition": definition, "query": query_of(definition)}


def build_address(definition: Definition, report: Report | None = None) -> str:
    """Where it can be changed: the saved report itself, or what is chosen, to be saved as another."""
    return builder_url(definition) + (f"&{OWN}report={report.pk}" if report else "")
