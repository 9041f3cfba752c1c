"""The first page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.identity.access import fetch
from kaituo.foundation.screens.agenda import SOURCES
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.ui.fragments import render_page
from kaituo.office.reports import actions as reports
from kaituo.office.reports.choices import FrontPlace
from kaituo.office.reports.fronting import front_of
from kaituo.office.reports.models import Dashboard

from .blocks import blocks_for
from .selling import sells, today_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    front = front_of(request.user)
    blocks = [] if front.is_alone else blocks_for(request.user)
    wide = [(block, context) for block, context in blocks if block.is_wide]
    narrow = [(block, context) for block, context in blocks if not block.is_wide]
    return render_page(request, "home/home.html", {"wide": wide, "narrow": narrow, "front": front, "today": timezone.localdate()})


@require_POST
def choose_front(request: HttpRequest) -> HttpResponse:
    """`dashboard` of the first page, none for the plain one; `place`: below or instead."""
    key, place = request.POST.get("dashboard", ""), request.POST.get("place", "")
    if not key:
        reports.show_plain(by=request.user)
        return go_to(request, reverse("home"))
    dashboard = fetch(request.user, Dashboard.objects.active(), pk=key if is_id(key) else 0)
    reports.show_first(dashboard, by=request.user, place=place if place in FrontPlace.values else FrontPlace.BELOW)
    return go_to(request, reverse("home"))


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The list of what to do now, of one kind where asked: `?kind=deals`."""
    kind = request.GET.get("kind", "")
    if not sells(request.user) or kind not in {"", *SOURCES}:
        raise Http404
    return render_page(request, "home/today.html", {"context": today_of(request.user, kind)}, "matters")
