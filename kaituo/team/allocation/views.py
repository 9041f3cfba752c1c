"""What no Screen of allocation can say: what a night would do, and what became of claims."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kaituo.foundation.identity.access import fetch, may
from kaituo.foundation.ui.download import attachment
from kaituo.foundation.ui.fragments import render_page
from kaituo.foundation.ui.paper import answer, known_language

from .allotting import weigh
from .choices import CONDITIONS, HINDRANCES
from .fairness import asked_days, fairness
from .foresight import foreseen
from .forms import TryForm
from .models import AssignmentRule, HandOver, Ownership, Pool
from .parts import worded
from .sheets import as_table, print_sheet

CLOCK = ["account__name", "account__account_class", "recycle_on", "reason", "held_since_on", "followed_up_on", "protected_until", "pool"]
"""The columns of what one holds."""


def clocks(request: HttpRequest) -> HttpResponse:
    """What one holds, the nearest drop first."""
    query = {"is_pooled": "no", "owner": request.user.pk, "recycle_on": "coming", "sort": "recycle_on", "column": CLOCK}
    return HttpResponseRedirect(f"{reverse('allocation-ownership-list')}?{urlencode(query, doseq=True)}")


def dry_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What would drop until a day, by the rules as they are set up now: `?until=2026-11-27`."""
    pool = fetch(request.user, Pool.objects.active(), "change", pk=pk)
    context = foreseen(pool, request.GET.get("until", ""), request.user)
    return render_page(request, "allocation/dry_run.html", {"pool": pool, **context})


def try_rules(request: HttpRequest) -> HttpResponse:
    """Who would get something, without giving it: `?subject=lead&region=江苏`."""
    if not may(request.user, "change", AssignmentRule):
        raise PermissionDenied
    form = TryForm(request.GET or None)
    found = weigh(form.cleaned_data["subject"], form.cleaned_data) if form.is_valid() else None
    words = {"hindrances": HINDRANCES, "conditions": CONDITIONS, "worded": worded}
    return render_page(request, "allocation/try.html", {"form": form, "found": found, **words})


def sheet(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    handover = fetch(request.user, HandOver.objects.select_related("person"), pk=pk)
    return answer(print_sheet(handover, known_language(language)), f"hand-over-{handover.person.username}-{language}")


def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    handover = fetch(request.user, HandOver.objects.select_related("person"), pk=pk)
    return attachment("xlsx", f"hand-over-{handover.person.username}", *as_table(handover))


def claims(request: HttpRequest) -> HttpResponse:
    """Who claims, and what becomes of it."""
    if not may(request.user, "view", Ownership):
        raise PermissionDenied
    period, days = asked_days(request.GET.get("period", ""))
    context = {"period": period, "spans": days, "report": fairness(period, request.user)}
    return render_page(request, "allocation/fairness.html", context)
