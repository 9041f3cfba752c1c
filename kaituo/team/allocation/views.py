"""What no Screen of allocation can say: what a night would do, and what became of claims."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kaituo.foundation.identity.access import fetch, may
from kaituo.foundation.ui.fragments import render_page

from .fairness import asked_days, fairness
from .foresight import foreseen
from .models import Ownership, Pool


def clocks(request: HttpRequest) -> HttpResponse:
    """What one holds, the nearest drop first."""
    return HttpResponseRedirect(f"{reverse('allocation-ownership-list')}?is_pooled=no&owner={request.user.pk}&sort=recycle_on")


def dry_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What would drop until a day, by the rules as they are set up now: `?until=2026-11-27`."""
    pool = fetch(request.user, Pool.objects.active(), "change", pk=pk)
    context = foreseen(pool, request.GET.get("until", ""), request.user)
    return render_page(request, "allocation/dry_run.html", {"pool": pool, **context})


def claims(request: HttpRequest) -> HttpResponse:
    """Who claims, and what becomes of it."""
    if not may(request.user, "view", Ownership):
        raise PermissionDenied
    period, days = asked_days(request.GET.get("period", ""))
    context = {"period": period, "spans": days, "report": fairness(period, request.user)}
    return render_page(request, "allocation/fairness.html", context)
