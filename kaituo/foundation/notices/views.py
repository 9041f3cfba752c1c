"""The inbox, and the page on which a person chooses what to hear of."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.identity.access import visible

from . import actions
from .forms import SnoozeForm
from .kinds import KINDS
from .models import Notice, Preference

PAGE = 50


@require_GET
def inbox_view(request: HttpRequest) -> HttpResponse:
    """`?show=all` or `snoozed`; by default what is unread. `?before=` goes on."""
    mine = visible(request.user, Notice.objects.for_person(request.user))
    show = request.GET.get("show", "unread")
    rows = {"all": mine.shown(), "snoozed": mine.snoozed()}.get(show, mine.unread())
    before = request.GET.get("before", "")
    rows = rows.filter(pk__lt=before) if before.isdigit() else rows
    found = list(rows.select_related("actor").order_by("-pk")[: PAGE + 1])
    following = found[PAGE - 1].pk if len(found) > PAGE else None
    context = {"notices": found[:PAGE], "show": show, "unread": mine.unread().count(), "next": following, "snooze": SnoozeForm()}
    return render(request, "notices/inbox.html", context)


@require_POST
def one_view(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Marks a notice; `next` leads on to the record it is about."""
    rows = Notice.objects.for_person(request.user).filter(pk=pk)
    deeds = {"read": actions.mark_read, "unread": actions.mark_unread}
    if not rows.exists() or deed not in deeds:
        raise Http404
    deeds[deed](rows, by=request.user)
    onward = request.POST.get("next", "")
    return redirect(onward if url_has_allowed_host_and_scheme(onward, None) else "notices:inbox")


@require_POST
def snooze_view(request: HttpRequest, pk: int) -> HttpResponse:
    form = SnoozeForm(request.POST)
    if not form.is_valid() or not actions.snooze(Notice.objects.filter(pk=pk), form.moment, by=request.user):
        raise Http404
    messages.success(request, _("Put off."))
    return redirect("notices:inbox")


@require_POST
def read_all_view(request: HttpRequest) -> HttpResponse:
    actions.mark_read(Notice.objects.shown(), by=request.user)
    return redirect("notices:inbox")


def preferences_view(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        inbox, letter = (set(request.POST.getlist(name)) for name in ("inbox", "letter"))
        actions.choose({name: (name in inbox, name in letter) for name in KINDS}, by=request.user)
        messages.success(request, _("Your notice settings were saved."))
        return redirect("notices:preferences")
    chosen = {row.kind: row for row in Preference.objects.filter(person=request.user)}
    kinds = [(kind, chosen.get(name) or Preference(kind=name)) for name, kind in KINDS.items()]
    return render(request, "notices/preferences.html", {"kinds": kinds})
