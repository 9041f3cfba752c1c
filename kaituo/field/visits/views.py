"""The day on the phone with what it takes along and sends, the plan of a day by route, coverage, and what is known of oneself."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.identity.access import may
from kaituo.foundation.records import clock
from kaituo.foundation.screens.views.base import go_to, toast
from kaituo.foundation.ui.addresses import address
from kaituo.foundation.ui.fragments import render_page

from . import actions
from .bundle import bundle
from .forms import DayForm
from .frequency import Coverage
from .models import Visit
from .planning import put_in_order, take_up
from .privacy import KnownOf
from .route import DayRoute
from .saying import read
from .syncing import take

PRIVATE = {"Cache-Control": "private, no-store"}
AS_WRITTEN = {"ensure_ascii": False}
"""Sentences stand in JSON as people read them."""


def _demand(request: HttpRequest, verb: str = "view") -> None:
    if not may(request.user, verb, Visit):
        raise PermissionDenied


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """Without any record in it: the page's script draws what the phone took along, with a network or without."""
    _demand(request, "check_in")
    return render_page(request, "visits/day.html")


@require_GET
def taken_along(request: HttpRequest) -> JsonResponse:
    _demand(request, "check_in")
    return JsonResponse(bundle(request.user) | {"token": get_token(request)}, headers=PRIVATE)


@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """One thing from a phone: `said` is JSON, `photo` a picture."""
    _demand(request, "check_in")
    try:
        said = read(request.POST.get("said", ""))
    except ValidationError as refusal:
        said_of_it = {"outcome": "unreadable", "answer": " ".join(refusal.messages)}
        return JsonResponse(said_of_it, status=400, headers=PRIVATE, json_dumps_params=AS_WRITTEN)
    kept = take(said, request.FILES.get("photo"), by=request.user)
    taken = {"key": str(kept.key), "outcome": kept.outcome, "answer": kept.answer}
    return JsonResponse(taken, headers=PRIVATE, json_dumps_params=AS_WRITTEN)


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    _demand(request)
    return render_page(request, "visits/plan.html", {"route": DayRoute(request.user, request.GET)})


def _back(request: HttpRequest, route: DayRoute, said: str) -> HttpResponse:
    return go_to(request, f"{address('visits-plan')}?day={route.day.isoformat()}&person={route.person.pk}", said)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """The chosen customers are planned for the day, which is put in order with them."""
    _demand(request, "create")
    route = DayRoute(request.user, request.POST)
    form = DayForm([offer.account.pk for offer in route.offers], request.POST)
    if not form.is_valid():
        refusals = [str(error) for errors in form.errors.values() for error in errors]
        return toast(HttpResponse(status=422), " ".join(refusals), "bad")
    count = take_up(route, form.cleaned_data, by=request.user)
    return _back(request, route, ngettext("%(num)s visit planned", "%(num)s visits planned", count) % {"num": count})


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    _demand(request, "change")
    route = DayRoute(request.user, request.POST)
    put_in_order(route, by=request.user)
    return _back(request, route, _("The shortest way is set."))


@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    _demand(request)
    return render_page(request, "visits/coverage.html", {"coverage": Coverage(request.user, clock.today())})


@require_GET
def known(request: HttpRequest) -> HttpResponse:
    return render_page(request, "visits/known.html", {"known": KnownOf(request.user)})


@require_POST
def give_consent(request: HttpRequest) -> HttpResponse:
    actions.give_consent(by=request.user)
    return go_to(request, _wanted(request), _("Your consent is kept. You may withdraw it at any time."))


@require_POST
def withdraw_consent(request: HttpRequest) -> HttpResponse:
    count = actions.withdraw_consent(by=request.user)
    said = ngettext("Withdrawn. %(num)s position was deleted.", "Withdrawn. %(num)s positions were deleted.", count) % {"num": count}
    return go_to(request, address("visits-known"), said)


def _wanted(request: HttpRequest) -> str:
    return address("visits-day") if request.POST.get("from") == "day" else address("visits-known")
