"""The verbs of conference services and links. The services themselves are asked before or after: nobody holds the database while another system takes its time."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.team.meetings.models import Meeting

from . import events
from .choices import LinkState
from .models import ConferenceLink, ConferenceService
from .platforms import Made, Planned


@action(label=gettext_lazy("Pause"), says=events.SERVICE_PAUSED, allow="change", when="is_on", icon="x")
def pause(service: ConferenceService, *, by: User) -> None:
    service.is_on = False
    service.save(update_fields=["is_on"])


@action(label=gettext_lazy("Resume"), says=events.SERVICE_RESUMED, allow="change", when="is_off", icon="check")
def resume(service: ConferenceService, *, by: User) -> None:
    service.is_on = True
    service.save(update_fields=["is_on"])


@action(label=gettext_lazy("Try"), says=events.SERVICE_TRIED, allow="change", icon="plug")
def note_trial(service: ConferenceService, *, by: User, worked: bool, said: str) -> None:
    service.tried_at, service.is_working, service.said = timezone.now(), worked, said[:300]
    service.save(update_fields=["tried_at", "is_working", "said"])


@transaction.atomic
def begin(meeting: Meeting, service: ConferenceService, *, by: User) -> ConferenceLink:
    """Take hold of the place for the link, so that two who press the button at once make one. Raises Refused, PermissionDenied."""
    if not meeting.is_planned:
        raise Refused(_("The meeting is over or was cancelled."))
    row = ConferenceLink.objects.select_for_update(of=("self",)).filter(meeting=meeting, service=service).first()
    if row is None:
        return records.create(ConferenceLink(meeting=meeting, service=service), by=by, says=events.LINK_BEGUN)
    if row.is_ready or row.is_being_made(timezone.now()):
        raise Refused(_("There is a link already, or it is being made this moment."))
    values = {"state": LinkState.MAKING, "begun_at": timezone.now(), "problem": ""}
    return records.change(row, values, by=by, says=events.LINK_BEGUN)


@transaction.atomic
def keep(link: ConferenceLink, made: Made, told: Planned, *, by: User) -> None:
    """The service has made it: the meeting gets the link."""
    values = {"state": LinkState.READY, "remote_id": made.remote_id, "url": made.url, "host": made.host, "told": told.digest, "problem": ""}
    records.change(link, values, by=by, says=events.LINK_MADE)
    records.change(link.meeting, {link.service.kind.field: made.url}, by=by)


def fail(link: ConferenceLink, problem: str, *, by: User) -> None:
    """It could not be made, or not be changed: one that is there stays there."""
    state = link.state if link.is_ready else LinkState.FAILED
    records.change(link, {"state": state, "problem": problem[:300]}, by=by, says=events.LINK_FAILED)


def note_told(link: ConferenceLink, told: Planned, *, by: User) -> None:
    records.change(link, {"told": told.digest, "problem": ""}, by=by, says=events.LINK_FOLLOWED)


@transaction.atomic
def end(link: ConferenceLink, *, by: User) -> None:
    """It is cancelled over there: a link that leads nowhere goes from the meeting too."""
    records.change(link, {"state": LinkState.GONE, "problem": ""}, by=by, says=events.LINK_CANCELLED)
    meeting, field = link.meeting, link.service.kind.field
    if getattr(meeting, field) == link.url:
        records.change(meeting, {field: ""}, by=by)
