"""The inbox, the bell, and the page on which a person chooses what to hear of, where and when."""

from django.contrib import messages
from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.identity.access import visible

from . import actions
from .forms import HoursForm, SnoozeForm
from .kinds import KINDS
from .models import Hours, Notice, count_unread
from .wishing import asked_for, chosen_by, kinds_of, ways_of

PAGE = 50
SALT = "kaituo.notices.push"
MONTH = 30 * 24 * 3600


@require_GET
def inbox_view(request: HttpRequest) -> HttpResponse:
    """`?show=all` or `snoozed`; by default what is unread. `?kind=` narrows, `?before=` goes on."""
    mine = visible(request.user, Notice.objects.for_person(request.user).in_inbox())
    show, kind = request.GET.get("show", "unread"), request.GET.get("kind", "")
    rows = {"all": mine.shown(), "snoozed": mine.snoozed()}.get(show, mine.unread())
    kinds = kinds_of(rows, kind)
    found = page_of(rows.filter(kind=kind) if kind else rows, request.GET.get("before", ""))
    following = found[PAGE - 1].pk if len(found) > PAGE else None
    context = {"notices": found[:PAGE], "show": show, "kind": kind, "kinds": kinds, "unread": mine.unread().count(), "next": following}
    return render(request, "notices/inbox.html", {**context, "snooze": SnoozeForm()})


def page_of(rows: QuerySet, before: str) -> list[Notice]:
    rows = rows.filter(pk__lt=before) if before.isdigit() and len(before) < 19 else rows
    return list(rows.select_related("actor").order_by("-pk")[: PAGE + 1])


@require_GET
def count_view(request: HttpRequest) -> HttpResponse:
    """What the bell shows, for a page that stays open; a browser that knows the number already is sent nothing."""
    count = count_unread(request.user)
    response = JsonResponse({"count": count})
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def one_view(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Marks a notice; `next` leads on to the record it is about."""
    rows = Notice.objects.for_person(request.user).filter(pk=pk)
    deeds = {"read": actions.mark_read, "unread": actions.mark_unread}
    if not rows.exists() or deed not in deeds:
        raise Http404
    deeds[deed](rows, by=request.user)
    return HttpResponseRedirect(_onward(request))


@require_GET
def open_view(request: HttpRequest, pk: int) -> HttpResponse:
    """From a message outside: marks the notice as read and goes to its record."""
    notice = get_object_or_404(Notice.objects.for_person(request.user), pk=pk)
    actions.mark_read(Notice.objects.filter(pk=pk), by=request.user)
    return redirect(notice.path)


@require_POST
def snooze_view(request: HttpRequest, pk: int) -> HttpResponse:
    form = SnoozeForm(request.POST)
    if not form.is_valid() or not actions.snooze(Notice.objects.filter(pk=pk), form.moment, by=request.user):
        raise Http404
    messages.success(request, _("Put off."))
    return HttpResponseRedirect(_onward(request))


@csrf_exempt
@require_POST
def snooze_from_outside_view(request: HttpRequest, token: str) -> HttpResponse:
    """From the button of a push message. The token, which only its receiver was given, stands for the form's own; the session says who she is."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=MONTH)
    except signing.BadSignature as error:
        raise Http404 from error
    form = SnoozeForm({"until": "hour"})
    if not form.is_valid() or not actions.snooze(Notice.objects.filter(pk=pk), form.moment, by=request.user):
        raise Http404
    return HttpResponse(status=204)


@require_POST
def read_all_view(request: HttpRequest) -> HttpResponse:
    """`kind` narrows, as it does in the list."""
    kind = request.POST.get("kind", "")
    rows = Notice.objects.shown()
    actions.mark_read(rows.filter(kind=kind) if kind else rows, by=request.user)
    return HttpResponseRedirect(_onward(request))


def preferences_view(request: HttpRequest) -> HttpResponse:
    """What is told, where, and when."""
    form = HoursForm(request.POST or None, instance=Hours.objects.filter(person=request.user).first() or Hours())
    if request.method == "POST" and form.is_valid():
        actions.choose(asked_for(request.POST, request.user), by=request.user)
        actions.set_hours(form.instance, by=request.user)
        messages.success(request, _("Your notice settings were saved."))
        return redirect("notices:preferences")
    context = {"form": form, "wings": chosen_by(request.user), "ways": ways_of(request.user), "kinds": KINDS}
    return render(request, "notices/preferences.html", context, status=422 if form.errors else 200)


def _onward(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, None) else reverse("notices:inbox")
