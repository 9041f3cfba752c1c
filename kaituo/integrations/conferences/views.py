"""Trying a connection, making a link for a meeting, and cancelling one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kaituo.foundation.identity.access import CHANGE, fetch
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.screens.screen import url_of
from kaituo.team.meetings.models import Meeting

from . import linking, trying
from .models import ConferenceLink, ConferenceService


@require_POST
def try_view(request: HttpRequest, pk: int) -> HttpResponse:
    service = fetch(request.user, ConferenceService.objects.all(), CHANGE, pk=pk)
    show = messages.success if trying.try_out(service, by=request.user) else messages.error
    show(request, service.said_plainly())
    return redirect(url_of(service))


@require_POST
def make_view(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The service by its kind, of those that make links."""
    meeting = fetch(request.user, Meeting.objects.select_related("owner"), CHANGE, pk=pk)
    service = ConferenceService.objects.active().filter(service=name, is_on=True).first()
    try:
        link = linking.make(meeting, service, by=request.user) if service else None
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(url_of(meeting))
    if link is not None and link.is_ready:
        messages.success(request, _("The link was made."))
    else:
        messages.error(request, link.problem_said if link else _("This service is not connected any more."))
    return redirect(url_of(meeting))


@require_POST
def cancel_view(request: HttpRequest, pk: int) -> HttpResponse:
    link = fetch(request.user, ConferenceLink.objects.select_related("meeting", "service"), CHANGE, pk=pk)
    problem = linking.remove(link, by=request.user) if link.is_ready else ""
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("The conference was cancelled."))
    return redirect(url_of(link.meeting))
