"""The calendar, moving in it by dragging, its feed for other programs, and the taking over of a calendar file."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaituo.field.activities.actions import postpone
from kaituo.field.activities.models import FollowUp
from kaituo.foundation.identity.access import CHANGE, fetch, may
from kaituo.foundation.identity.zones import as_read_by
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.views.base import go_to, toast
from kaituo.foundation.ui.addresses import address
from kaituo.foundation.ui.fragments import render_page

from . import actions
from .book import Book, told_elsewhere
from .choices import View
from .forms import CalendarFileForm
from .ics import written
from .models import Appointment, Feed
from .taking_over import take_over

KEPT_DAYS = 180
PLAN = "plan-"


def _demand_calendar(request: HttpRequest) -> None:
    if not may(request.user, "view", Appointment):
        raise PermissionDenied


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """On a phone the list comes first: seven days do not fit beside each other."""
    _demand_calendar(request)
    usual = View.AGENDA if "Mobi" in request.headers.get("User-Agent", "") else View.WEEK
    return render_page(request, "appointments/calendar.html", {"book": Book(request.user, request.GET, usual)}, "book")


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """A card was put on another day (`column=2026-11-27`) or hour (`column=2026-11-27T09:00`)."""
    key, column = request.POST.get("key", ""), request.POST.get("column", "")
    day, hour = parse_date(column[:10]), parse_datetime(column) if "T" in column else None
    number = key.removeprefix(PLAN)
    if day is None or not is_id(number):
        raise Http404
    try:
        said = _postponed(request, int(number), day) if key.startswith(PLAN) else _moved(request, int(number), day, hour)
    except ValidationError as refusal:
        return toast(HttpResponse(status=422), " ".join(refusal.messages), "bad")
    return toast(HttpResponse(status=204), said)


def _postponed(request: HttpRequest, pk: int, day) -> str:
    row = fetch(request.user, FollowUp.objects.all(), "postpone", pk=pk)
    postpone(row, by=request.user, to=day)
    return _("Postponed: %(record)s") % {"record": row}


def _moved(request: HttpRequest, pk: int, day, hour: datetime | None) -> str:
    row = fetch(request.user, Appointment.objects.all(), CHANGE, pk=pk)
    local = timezone.localtime(row.starts_at)
    to = timezone.make_aware(hour.replace(minute=local.minute)) if hour else local + timedelta(days=(day - local.date()).days)
    actions.move(row, by=request.user, to=to)
    return _("Moved: %(record)s") % {"record": row}


@require_GET
def connect(request: HttpRequest) -> HttpResponse:
    """The feed and the file: how other calendar programs and this one meet."""
    _demand_calendar(request)
    return render_page(request, "appointments/connect.html", _connected(request))


def _connected(request: HttpRequest, **more) -> dict:
    return {"feed": Feed.objects.filter(owner=request.user).first(), "form": CalendarFileForm(), "secret": "", "taken": None, **more}


@require_POST
def open_feed(request: HttpRequest) -> HttpResponse:
    """The address is shown this once."""
    _demand_calendar(request)
    secret = request.build_absolute_uri(address("appointments-feed", actions.open_feed(by=request.user)))
    return render_page(request, "appointments/connect.html", _connected(request, secret=secret))


@require_POST
def revoke_feed(request: HttpRequest) -> HttpResponse:
    actions.revoke_feed(by=request.user)
    return go_to(request, address("appointments-connect"), _("The address no longer opens your calendar."))


@require_POST
def take_file(request: HttpRequest) -> HttpResponse:
    _demand_calendar(request)
    form = CalendarFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_page(request, "appointments/connect.html", _connected(request, form=form), status=422)
    try:
        taken = take_over(form.cleaned_data["file"].read(), by=request.user)
    except ValidationError as refusal:
        form.add_error("file", refusal.messages)
        return render_page(request, "appointments/connect.html", _connected(request, form=form), status=422)
    except (ValueError, IndexError, KeyError):
        form.add_error("file", _("This is no calendar file: it should begin with BEGIN:VCALENDAR."))
        return render_page(request, "appointments/connect.html", _connected(request, form=form), status=422)
    messages.success(request, _("%(created)s new appointments, %(changed)s changed.") % vars(taken))
    return render_page(request, "appointments/connect.html", _connected(request, taken=taken))


@login_not_required
@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What another program reads: the person's calendar from half a year back on, and what is planned. An address that opens nothing is no page."""
    found = Feed.objects.filter(digest=actions.digest_of(secret), owner__is_active=True).select_related("owner").first()
    if found is None:
        raise Http404
    person, since, until = found.owner, timezone.now() - timedelta(days=KEPT_DAYS), timezone.now() + timedelta(days=3 * KEPT_DAYS)
    Feed.objects.filter(pk=found.pk).update(read_at=timezone.now())
    rows = Appointment.objects.possible_in(since, until).of([person.pk]).select_related("owner").distinct()
    plans = FollowUp.objects.open().filter(owner=person).select_related("account")
    with as_read_by(person):
        content = written(person, rows, plans, told_elsewhere(person, [person.pk], since.date(), until.date()))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"})
