"""Makes a conference for a meeting, and has it follow: a meeting that moves moves there, one that is cancelled is cancelled there. Bears being run twice."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost
from kaituo.foundation.records import actions as records
from kaituo.team.meetings.choices import MeetingState
from kaituo.team.meetings.models import Meeting

from . import actions
from .choices import LinkState
from .models import ConferenceLink, ConferenceService
from .platforms import Gone, Planned
from .telling import tell_of_failure

UNCONNECTED = _("This service is not connected any more.")


def planned(meeting: Meeting) -> Planned:
    return Planned(meeting.title, meeting.starts_at, meeting.ends_at, meeting.owner.email)


def make(meeting: Meeting, service: ConferenceService, *, by: User) -> ConferenceLink:
    """The link, ready or with what went wrong. Raises Refused, PermissionDenied."""
    link, told = actions.begin(meeting, service, by=by), planned(meeting)
    try:
        made = service.kind.make(service.settings, told)
    except (Lost, Later) as error:
        actions.fail(link, str(error), by=by)
        return link
    actions.keep(link, made, told, by=by)
    return link


def remove(link: ConferenceLink, *, by: User) -> str:
    """What went wrong; empty: it is cancelled. Raises PermissionDenied."""
    try:
        _cancel(link)
    except (Lost, Later) as error:
        actions.fail(link, str(error), by=by)
        return link.problem_said
    actions.end(link, by=by)
    return ""


def follow(meeting_id: int) -> None:
    """Have what stands at the services agree with the meeting. Raises Later, so that the job is tried again."""
    links = ConferenceLink.objects.filter(meeting=meeting_id, state=LinkState.READY).select_related("meeting__owner", "service")
    for link in links:
        try:
            _follow(link)
        except Gone:
            actions.end(link, by=User.objects.system())
        except Lost as error:
            actions.fail(link, str(error), by=User.objects.system())
            tell_of_failure(link)


def _follow(link: ConferenceLink) -> None:
    system, meeting, told = User.objects.system(), link.meeting, planned(link.meeting)
    if meeting.state == MeetingState.CANCELLED or not meeting.is_active:
        _cancel(link)
        actions.end(link, by=system)
    elif meeting.state == MeetingState.PLANNED and link.told != told.digest:
        if link.service.kind is None or link.service.is_off:
            raise Lost(UNCONNECTED)
        link.service.kind.change(link.service.settings, link.made, told)
        actions.note_told(link, told, by=system)


def _cancel(link: ConferenceLink) -> None:
    """One that is over already is none to cancel."""
    if link.service.kind is None:
        raise Lost(UNCONNECTED)
    try:
        link.service.kind.cancel(link.service.settings, link.made)
    except Gone:
        return


def renew(meeting_id: int) -> None:
    """The next meeting of a series took the links of the last one along: they lead to that one's conference, so it gets its own."""
    meeting = Meeting.objects.planned().select_related("owner").filter(pk=meeting_id, root__isnull=False, starts_at__gt=timezone.now()).first()
    if meeting is None:
        return
    series = Q(meeting=meeting.root_id) | Q(meeting__root=meeting.root_id)
    for link in ConferenceLink.objects.filter(series).exclude(url="").exclude(meeting=meeting).select_related("service"):
        if link.service.is_on and link.service.kind and getattr(meeting, link.service.kind.field) == link.url:
            _renew(meeting, link.service)


def _renew(meeting: Meeting, service: ConferenceService) -> None:
    system = User.objects.system()
    records.change(meeting, {service.kind.field: ""}, by=system)
    made = make(meeting, service, by=system)
    if not made.is_ready:
        tell_of_failure(made)
