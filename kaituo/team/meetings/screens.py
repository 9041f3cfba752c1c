"""The screen of meetings, and the one-on-ones on a person's page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Calendar, Facts, Lines, Page, Panel, Timeline
from kaituo.foundation.screens.screen import Screen

from . import actions
from .choices import STATE_TONES
from .forms import MeetingForm
from .models import Attendee, CoachingNote, Meeting
from .people import leader_of, leads
from .room import Actions, Agenda, Coaching, Decisions, Earlier, Minutes, OwnNote, TakingPart

SHOWN = 6


class MeetingScreen(Screen):
    model = Meeting
    slug = "meetings"
    group, icon, order, quick = "team", "users-group", 25, True
    teaches = _("Plan a meeting with its agenda: what is not dealt with waits at the next one, and what is to be done comes back until it is done.")
    reads = ("owner",)
    sort = "-starts_at"
    table = Columns("title", "kind", "starts_at", "minutes", "owner", Badge("state", tones=STATE_TONES), "repeats", hidden=("place", "person"))
    filters = ("state", "kind", "owner", "starts_at", "repeats")
    finds = ("title",)
    form = MeetingForm
    lines = (Lines(Attendee, ("person",), through="meeting", extra=2, title=_("Who takes part")),)
    calendar = Calendar(on="starts_at")
    page = Page(
        Facts(
            "begins_text", "minutes", Badge("state", tones=STATE_TONES), "owner", "person", "place", "zoom_url", "teams_url", "tencent_url", "repeats"
        ),
        Agenda(),
        Actions(),
        Decisions(),
        Minutes(),
        OwnNote(),
        Coaching(),
        beside=(TakingPart("attendees", "person", title=_("Who takes part")), Earlier(), Timeline()),
    )
    buttons = (actions.close, actions.write_minutes, actions.cancel)
    forward = (actions.close,)


class OneOnOnes(Panel):
    """With this person: the last ones, and the way to the next. What a coach noted stands below."""

    on = "people.Staff"
    template = "meetings/one_on_ones.html"
    title = _("One-on-ones")

    def context(self, row: models.Model, user: User) -> dict | None:
        if row.user_id is None:
            return None
        found = list(visible(user, Meeting.objects.active().filter(person=row.user_id)).order_by("-starts_at")[:SHOWN])
        notes = list(visible(user, CoachingNote.objects.active().filter(person=row.user_id)).select_related("coach")[:SHOWN])
        leader = leader_of(row) if row.user_id == user.pk else None
        may_begin = row.is_engaged and (leads(user, row.user) or bool(leader and leads(leader, user)))
        return {"meetings": found, "notes": notes, "may_begin": may_begin} if found or notes or may_begin else None
