"""First steps, approvals, jobs, audit log and the state of the system."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kaituo import __version__
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.models import Schedule
from kaituo.foundation.jobs.queue import dead_letters
from kaituo.foundation.records.models import Event, Seal
from kaituo.foundation.screens.views.base import put_errors
from kaituo.foundation.ui.fragments import render_page

from ..actions import installation
from ..audit import events_asked_for
from ..forms import AuditForm, FirstStepsForm, HolidayYearForm, ScheduleForm
from ..queries import backups, database_bytes, database_version, jobs_in_hand

MOST = 50


def first_steps_view(request: HttpRequest) -> HttpResponse:
    installation.demand_administrator(request.user)
    form = FirstStepsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            installation.begin(form.instance, by=request.user)
        except ValidationError as refusal:
            put_errors(form, refusal)
        else:
            return redirect("administration:first_steps")
    return render_page(request, "administration/first_steps.html", {"form": form, "organisation": Organisation.objects.first()})


@require_GET
def approvals_view(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and what she asked for herself."""
    seen = visible(request.user, Request.objects.select_related("asked_by").order_by("-pk"))
    context = {"waiting": seen.waiting_for(request.user)[:MOST], "asked": seen.filter(asked_by=request.user)[:MOST]}
    return render_page(request, "administration/approvals.html", context)


@require_POST
def holidays_view(request: HttpRequest) -> HttpResponse:
    form = HolidayYearForm(request.POST)
    try:
        count = installation.bring_holidays(form.cleaned_data["year"], by=request.user) if form.is_valid() else 0
        messages.success(request, ngettext("%(num)s day was added.", "%(num)s days were added.", count) % {"num": count})
    except ValidationError as refusal:
        messages.error(request, str(refusal))
    return redirect("company-holiday-list")


@require_GET
def jobs_view(request: HttpRequest) -> HttpResponse:
    installation.demand_administrator(request.user)
    schedules = [(row, ScheduleForm(instance=row, auto_id=f"schedule{row.pk}_%s")) for row in Schedule.objects.order_by("name")]
    context = {"schedules": schedules, "jobs": jobs_in_hand(), "dead": dead_letters()[:MOST]}
    return render_page(request, "administration/jobs.html", context)


@require_POST
def schedule_view(request: HttpRequest, pk: int) -> HttpResponse:
    installation.demand_administrator(request.user)
    form = ScheduleForm(request.POST, instance=get_object_or_404(Schedule, pk=pk))
    if form.is_valid():
        installation.set_schedule(form.instance, by=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect("administration:jobs")


@require_POST
def send_again_view(request: HttpRequest, pk: str) -> HttpResponse:
    installation.demand_administrator(request.user)
    installation.send_again(get_object_or_404(dead_letters(), pk=pk), by=request.user)
    messages.success(request, _("The job runs again."))
    return redirect("administration:jobs")


@require_POST
def verify_view(request: HttpRequest) -> HttpResponse:
    broken = installation.verify_chain(by=request.user)
    if broken:
        messages.error(request, _("The chain is broken at the events %(seal)s.") % {"seal": broken})
    else:
        messages.success(request, _("The chain of events holds."))
    return redirect("administration:audit")


@require_GET
def audit_view(request: HttpRequest) -> HttpResponse:
    """Events by person, fact, kind and day."""
    installation.demand_administrator(request.user)
    form = AuditForm(request.GET)
    found = list(events_asked_for(visible(request.user, Event.objects.all()), form, request.GET.get("key", ""))[: MOST + 1])
    context = {"form": form, "events": found[:MOST], "next": found[MOST - 1].pk if len(found) > MOST else None, "query": request.GET}
    return render_page(request, "administration/audit.html", context)


@require_GET
def system_view(request: HttpRequest) -> HttpResponse:
    installation.demand_administrator(request.user)
    state = {"version": __version__, "database": database_version(), "bytes": database_bytes(), "backups": backups()}
    counts = {"people": User.objects.people().filter(is_active=True).count(), "dead": dead_letters().count()}
    return render_page(request, "administration/system.html", {**state, **counts, "seal": Seal.objects.order_by("-pk").first()})
