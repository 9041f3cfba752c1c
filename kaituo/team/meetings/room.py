"""What the page of a meeting shows beside its facts."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Part, Related
from kaituo.team.tasks.models import Task

from .choices import MeetingState
from .models import CoachingNote, Decision, Meeting, PrivateNote
from .people import leads, people_of

COACHED = 10
EARLIER = 8


@dataclass(frozen=True)
class ToDo:
    """What is still to be done from all meetings of the series, and what was finished since the one before."""

    still: list[Task]
    finished: list[Task]


def to_do(meeting: Meeting, user: User) -> ToDo:
    rows = visible(user, Task.objects.active().about(Meeting._meta.label, meeting.first_id)).select_related("owner").order_by("due_on", "pk")
    before = series_of(meeting).filter(state=MeetingState.HELD, starts_at__lt=meeting.starts_at).order_by("-starts_at").first()
    since = timezone.localdate(before.starts_at) if before else timezone.localdate(meeting.created_at)
    return ToDo(list(rows.filter(state="open")), list(rows.filter(state="done", done_on__gte=since)))


def series_of(meeting: Meeting):
    first = meeting.first_id
    return (Meeting.objects.filter(root=first) | Meeting.objects.filter(pk=first)).active().exclude(pk=meeting.pk)


class Agenda(Part):
    template = "meetings/agenda.html"
    title = _("Agenda")

    def context(self, row: Meeting, user: User) -> dict | None:
        return {"topics": list(row.agenda.active().select_related("created_by")), "may_change": row.is_active and may(user, "change", row)}


class Actions(Part):
    template = "meetings/actions.html"
    title = _("To do")

    def context(self, row: Meeting, user: User) -> dict | None:
        may_add = row.is_active and may(user, "change", row) and may(user, "create", Task)
        return {"todo": to_do(row, user), "people": people_of(row), "may_add": may_add}


class Decisions(Part):
    """Of this meeting, and lately of the series."""

    template = "meetings/decisions.html"
    title = pgettext_lazy("meeting", "Decisions")

    def context(self, row: Meeting, user: User) -> dict | None:
        earlier = Decision.objects.active().filter(meeting__in=series_of(row).filter(starts_at__lt=row.starts_at))
        return {
            "decisions": list(row.decisions.active()),
            "earlier": list(earlier.select_related("meeting").order_by("-pk")[:EARLIER]),
            "may_change": row.is_active and may(user, "change", row),
        }


class Minutes(Part):
    template = "meetings/minutes.html"
    title = pgettext_lazy("meeting", "Minutes")

    def context(self, row: Meeting, user: User) -> dict | None:
        return {"text": row.protocol, "may_change": row.is_active and may(user, "change", row)}


class OwnNote(Part):
    """The reader's own note: nobody else ever gets this part with her text."""

    template = "meetings/own_note.html"
    title = _("My private note")

    def context(self, row: Meeting, user: User) -> dict | None:
        if user not in people_of(row):
            return None
        found = visible(user, PrivateNote.objects.filter(meeting=row)).first()
        return {"text": found.text if found else ""}


class Coaching(Part):
    """In a one-on-one: what the leader notes on the person's development, shown to her or not."""

    template = "meetings/coaching.html"
    title = _("Coaching")

    def context(self, row: Meeting, user: User) -> dict | None:
        if not row.is_one_on_one:
            return None
        notes = visible(user, CoachingNote.objects.active().filter(person=row.person)).select_related("coach")
        may_coach = user.pk == row.owner_id and leads(user, row.person)
        found = list(notes[:COACHED])
        return {"notes": found, "may_coach": may_coach} if found or may_coach else None


class TakingPart(Related):
    """Of a one-on-one the facts say it already."""

    def context(self, row: Meeting, user: User) -> dict | None:
        return None if row.is_one_on_one else super().context(row, user)


class Earlier(Part):
    """The other meetings of the series."""

    template = "meetings/earlier.html"
    title = _("The series")

    def context(self, row: Meeting, user: User) -> dict | None:
        rows = list(visible(user, series_of(row)).order_by("-starts_at")[:EARLIER])
        return {"meetings": rows} if rows else None
