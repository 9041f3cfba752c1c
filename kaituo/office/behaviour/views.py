"""Cohorts, baskets and RFM as pages, what is behind their figures, and all as files."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.ui.fragments import render_page
from kaituo.office.insights.entries import page_of
from kaituo.office.reports.addresses import definition_of_page
from kaituo.office.reports.engine.definition import Faulty
from kaituo.office.reports.limits import BACKGROUND_SECONDS
from kaituo.office.reports.previewing import previewed, saving
from kaituo.office.reports.ready import Ready
from kaituo.office.reports.running import show
from kaituo.office.reports.shelf import is_marked
from kaituo.office.reports.views.reading import as_file
from kaituo.office.reports.wording import said

from . import baskets, cohorts, rfm
from .behind import CellAsked, customers_of
from .narrowing import filters_for
from .screens import BASKETS, COHORTS, RFM

PAGE = 100
AnyAsked = cohorts.Asked | baskets.Asked | rfm.Asked
REPORTS = {"cohorts": COHORTS, "baskets": BASKETS, "rfm": RFM}


def _allow(ready: Ready, user: User) -> None:
    if not ready.allowed(user):
        raise PermissionDenied


def _page(request: HttpRequest, ready: Ready, asked: AnyAsked, template: str, context: dict[str, Any]) -> HttpResponse:
    definition = definition_of_page(ready.key, asked.pairs)
    shown = previewed(request, definition, ticket=request.GET.get("ticket", ""), is_fresh="fresh" in request.GET)
    context |= shown | {"ready": ready, "asked": asked, "query": urlencode(asked.pairs), "ticket": uuid4().hex}
    context |= {"filters": filters_for(request.user), "currency": base_currency(), "is_marked": is_marked(request.user, ready=ready.key)}
    response = render_page(request, template, context | saving(request, definition), block="report")
    response.headers["HX-Push-Url"] = f"{ready.href}?{context['query']}"
    return response


@require_GET
def cohorts_view(request: HttpRequest) -> HttpResponse:
    """`by`: month, month24, quarter, quarter16; `shows`: share, customers, amount, per_customer, so_far; and the filters of customers."""
    _allow(COHORTS, request.user)
    asked = cohorts.Asked.of(request.GET, timezone.localdate())
    return _page(
        request,
        COHORTS,
        asked,
        "behaviour/cohorts.html",
        {"lengths": [(key, each[2]) for key, each in cohorts.LENGTHS.items()], "shown": cohorts.SHOWN},
    )


@require_GET
def cohort_customers(request: HttpRequest) -> HttpResponse:
    """The customers behind a cell: `first` the span in which they began, `in` that of the cell; `came=no` those who did not order in it."""
    _allow(COHORTS, request.user)
    asked = CellAsked.of(cohorts.Asked.of(request.GET, timezone.localdate()))
    if asked is None:
        raise Http404
    context = customers_of(asked, request.user) | {"asked": asked, "currency": base_currency()}
    return render_page(request, "behaviour/customers.html", context)


@require_GET
def baskets_view(request: HttpRequest) -> HttpResponse:
    """`unit`: order or customer; `level`: product or category, whose key it may also hold; `span`, `least`, `sort`; and the filters of customers."""
    _allow(BASKETS, request.user)
    asked = baskets.Asked.of(request.GET, timezone.localdate())
    context = {"units": baskets.UNITS, "levels": baskets.LEVELS, "spans": baskets.SPANS, "least": baskets.LEAST, "sorts": baskets.SORTS}
    context |= {"about": baskets.about_of(asked, request.user), "lookup": baskets.MODELS[asked.level]._meta.label, "drawn": baskets.DRAWN}
    return _page(request, BASKETS, asked, "behaviour/baskets.html", context)


@require_GET
def basket_orders(request: HttpRequest) -> HttpResponse:
    """The orders, or customers, that hold all things named by `holds`."""
    _allow(BASKETS, request.user)
    asked = baskets.Asked.of(request.GET, timezone.localdate())
    items = [int(key) for key in request.GET.getlist("holds") if is_id(key)][:2]
    if not items:
        raise Http404
    found = asked.baskets(request.user)[0].holding(items).select_related("owner", *(["account"] if asked.baskets_are_orders else []))
    page, following = page_of(found, request.GET.get("after", ""), PAGE)
    names = asked.names(request.user, set(items))
    context = {"asked": asked, "rows": page, "next": following, "names": [names.get(item, "—") for item in items], "query": request.GET}
    return render_page(request, "behaviour/orders.html", context | {"back": urlencode(asked.pairs)})


@require_GET
def rfm_view(request: HttpRequest) -> HttpResponse:
    """`shows`: types, or the square of lately by often; and the filters of customers."""
    _allow(RFM, request.user)
    return _page(request, RFM, rfm.Asked.of(request.GET), "behaviour/rfm.html", {"shown": rfm.SHOWN})


@require_GET
def rfm_customers(request: HttpRequest) -> HttpResponse:
    """The customers of a `type`, or of a `square` of R and F, the largest first."""
    _allow(RFM, request.user)
    found = rfm.customers_of(rfm.Asked.of(request.GET), request.user)
    if found is None:
        raise Http404
    return render_page(request, "behaviour/rfm_customers.html", found | {"currency": base_currency()})


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


@require_GET
def file(request: HttpRequest, report: str, kind: str) -> HttpResponse:
    """The whole table: `kind` csv, xlsx or pdf."""
    ready = REPORTS.get(report)
    if ready is None:
        raise Http404
    _allow(ready, request.user)
    try:
        sheet = show(definition_of_page(ready.key, _pairs(request)), request.user, seconds=BACKGROUND_SECONDS)
    except Faulty as fault:
        return render_page(request, "reports/refused.html", {"fault": said(fault)}, status=403)
    return as_file(sheet, kind, str(ready.title), request.user)
