"""The verbs of meetings: plan, write down, deal with, close, cancel; and the notes that only their readers know of."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.recurrence import Rhythm, following
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.verbs import action
from kaituo.team.tasks.actions import begin
from kaituo.team.tasks.models import Task

from . import events
from .choices import ItemState, MeetingKind, MeetingState, Repeats
from .forms import MinutesForm, OutcomeForm
from .models import AgendaItem, Attendee, CoachingNote, Decision, Meeting, PrivateNote
from .people import leads

KEPT = ("kind", "title", "owner_id", "person_id", "minutes", "place", "zoom_url", "teams_url", "tencent_url", "repeats", "outline")


@action(label=gettext_lazy("Write the minutes"), says=events.MINUTES_WRITTEN, allow="change", form=MinutesForm, when="is_active", icon="pencil")
def write_minutes(meeting: Meeting, *, by: User, protocol: str) -> None:
    meeting.protocol = protocol
    meeting.save(update_fields=["protocol"])


@action(label=gettext_lazy("Close the meeting"), says=events.MEETING_CLOSED, allow="change", when="is_planned", icon="check")
def close(meeting: Meeting, *, by: User) -> None:
    """Of a series the next one is planned, and what was not dealt with waits there."""
    meeting.state = MeetingState.HELD
    meeting.save(update_fields=["state"])
    plan_next(meeting)


@action(label=gettext_lazy("Cancel"), says=events.MEETING_CANCELLED, allow="change", when="is_planned", icon="x", danger=True)
def cancel(meeting: Meeting, *, by: User) -> None:
    """Only this time: a series goes on with the next one."""
    meeting.state = MeetingState.CANCELLED
    meeting.save(update_fields=["state"])
    plan_next(meeting)


@action(label=gettext_lazy("Dealt with"), says=events.AGENDA_DEALT_WITH, allow="change", form=OutcomeForm, when="is_open", icon="check")
def deal_with(item: AgendaItem, *, by: User, outcome: str = "") -> None:
    item.state, item.outcome = ItemState.DEALT_WITH, outcome
    item.save(update_fields=["state", "outcome"])


def plan_next(meeting: Meeting) -> Meeting | None:
    """The next one of the series, on a working day after both this one and today, with the same people and everything still open."""
    if not meeting.repeats:
        return None
    system, local = User.objects.system(), timezone.localtime(meeting.starts_at)
    anchor, day, calendar = meeting.anchor_day or local.day, local.date(), work_calendar()
    while day <= max(local.date(), clock.today()):
        day = following(day, Rhythm(meeting.repeats), calendar, anchor=anchor)
    starts_at = timezone.make_aware(datetime.combine(day, local.time()))
    values = {name: getattr(meeting, name) for name in KEPT}
    row = Meeting(**values, starts_at=starts_at, anchor_day=anchor, root_id=meeting.first_id)
    records.create(row, by=system, says=events.MEETING_PLANNED)
    records.create_many([Attendee(meeting=row, person_id=each.person_id) for each in meeting.attendees.all()], by=system)
    for item in meeting.agenda.open():
        values = {"meeting": row, "carried_count": item.carried_count + 1}
        records.change(item, values, by=system, says=events.AGENDA_CARRIED)
    return row


def raise_topic(meeting: Meeting, text: str, *, by: User) -> AgendaItem:
    return records.create(AgendaItem(meeting=meeting, text=text), by=by)


def decide(meeting: Meeting, text: str, *, by: User) -> Decision:
    return records.create(Decision(meeting=meeting, text=text), by=by)


def agree(meeting: Meeting, task: Task, *, by: User) -> Task:
    """Something to be done: a task that comes back at every meeting of the series until it is done."""
    return begin(task, by=by, about=meeting.root or meeting)


@transaction.atomic
def keep_private(meeting: Meeting, text: str, *, by: User) -> PrivateNote:
    """One's own note of the meeting, written anew as often as one likes."""
    row = PrivateNote.objects.filter(meeting=meeting, writer=by).first()
    if row is None:
        return records.create(PrivateNote(meeting=meeting, writer=by, text=text), by=by)
    row.text = text
    row.full_clean()
    row.save(update_fields=["text"])
    return row


def coach(person: User, text: str, is_shown: bool, *, by: User, meeting: Meeting | None = None) -> CoachingNote:
    """Raises PermissionDenied for whom she does not lead."""
    if not leads(by, person):
        raise PermissionDenied(_("You may coach only the people you lead."))
    return records.create(CoachingNote(person=person, coach=by, text=text, is_shown=is_shown, meeting=meeting), by=by)


def meet(leader: User, person: User, *, by: User) -> Meeting:
    """The one-on-one of the two that is planned, else a new one, on the next full hour, every month."""
    found = Meeting.objects.planned().filter(owner=leader, person=person).order_by("starts_at").first()
    if found is not None:
        return found
    last = Meeting.objects.held().filter(owner=leader, person=person).order_by("-starts_at").first()
    begins = timezone.localtime(clock.now()).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    title = _("One-on-one: %(leader)s and %(person)s") % {"leader": leader, "person": person}
    row = Meeting(kind=MeetingKind.ONE_ON_ONE, title=title, owner=leader, person=person, starts_at=begins, minutes=30, repeats=Repeats.MONTHLY)
    row.root_id = last.first_id if last else None
    return records.create(row, by=by, says=events.MEETING_PLANNED)
