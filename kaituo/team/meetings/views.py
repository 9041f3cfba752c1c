"""What is written on the page of a meeting, one line at a time; and the way into a one-on-one from a person's page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kaituo.foundation.identity.access import CHANGE, fetch
from kaituo.foundation.screens.screen import url_of
from kaituo.foundation.screens.views.base import go_to
from kaituo.team.people.models import Staff
from kaituo.team.tasks.models import Task

from . import actions
from .forms import ActionForm, CoachingForm
from .models import AgendaItem, Meeting
from .people import leader_of, leads, people_of

LONGEST_TOPIC, LONGEST_DECISION, LONGEST_NOTE = 300, 500, 20000


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    return fetch(request.user, Meeting.objects.select_related("root", "owner", "person"), CHANGE, pk=pk)


def _text(request: HttpRequest, longest: int) -> str:
    return request.POST.get("text", "").strip()[:longest]


@require_POST
def raise_topic(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    if text := _text(request, LONGEST_TOPIC):
        actions.raise_topic(meeting, text, by=request.user)
    return go_to(request, f"{url_of(meeting)}#agenda")


@require_POST
def deal_with(request: HttpRequest, pk: int) -> HttpResponse:
    item = fetch(request.user, AgendaItem.objects.select_related("meeting"), CHANGE, pk=pk)
    if item.is_open:
        actions.deal_with(item, by=request.user, outcome=_text(request, LONGEST_DECISION))
    return go_to(request, f"{url_of(item.meeting)}#agenda")


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    if text := _text(request, LONGEST_DECISION):
        actions.decide(meeting, text, by=request.user)
    return go_to(request, f"{url_of(meeting)}#decisions")


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Something to be done by one of those who take part."""
    meeting = _meeting(request, pk)
    form = ActionForm(people_of(meeting), request.POST)
    if not form.is_valid():
        return go_to(request, f"{url_of(meeting)}#todo", _("Say what is to be done, by whom of those who take part, and a day that exists."))
    actions.agree(meeting, Task(**form.cleaned_data), by=request.user)
    return go_to(request, f"{url_of(meeting)}#todo")


@require_POST
def keep_private(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    actions.keep_private(meeting, _text(request, LONGEST_NOTE), by=request.user)
    return go_to(request, f"{url_of(meeting)}#note", _("Kept. Nobody but you reads it."))


@require_POST
def coach(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, form = _meeting(request, pk), CoachingForm(request.POST)
    if form.is_valid():
        actions.coach(meeting.person, by=request.user, meeting=meeting, **form.cleaned_data)
    return go_to(request, f"{url_of(meeting)}#coaching")


@require_POST
def meet(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader from a person's page; the person from her own, with whom she reports to."""
    staff = fetch(request.user, Staff.objects.select_related("user", "reports_to__user"), pk=pk)
    above = leader_of(staff) if staff.user_id == request.user.pk else request.user
    if above is None or not leads(above, staff.user):
        raise PermissionDenied(_("A one-on-one is between a person and whoever leads her."))
    return go_to(request, url_of(actions.meet(above, staff.user, by=request.user)))
