"""The screens of appointments, and what takes place with a customer on the customer's page."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Lines, Page, Panel, Part, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions
from .choices import ANSWER_TONES, Answer
from .forms import AppointmentForm
from .models import Appointment, Invitation
from .occurrences import clashes


def has_calendar(user: User) -> bool:
    return may(user, "view", Appointment)


register(MenuItem("field", _("Calendar"), "appointments-calendar", "calendar", 5, has_calendar, pinned=4))


class Clashes(Part):
    """What else its people have at that time."""

    template = "appointments/clashes.html"

    def context(self, row: models.Model, user: User) -> dict | None:
        if row.is_archived or row.ends_at < timezone.now() or row.is_all_day:
            return None
        people = {row.owner_id, *row.invitations.exclude(answer=Answer.DECLINED).values_list("person", flat=True)}
        others = Appointment.objects.possible_in(row.starts_at, row.starts_at + timedelta(days=31)).of(people).filter(is_all_day=False)
        found = clashes(row, others.select_related("owner").distinct(), work_calendar())
        return {"found": [(each, may(user, "view", each.appointment)) for each in found[:5]]} if found else None


class AppointmentScreen(Screen):
    model = Appointment
    slug = "appointments"
    quick, icon, order = True, "calendar-event", 10
    teaches = _("Times kept free for customers, colleagues and yourself. The calendar shows them by day, week and month.")
    reads = ("account", "owner")
    sort = "-starts_at"
    table = Columns("title", "starts_at", "ends_at", "place", "account", "owner", "repeats", hidden=("opportunity", "is_all_day", "until_on"))
    filters = ("owner", "team", "starts_at", "repeats")
    finds = ("title", "place", "account__name", "account__sort_key")
    form = AppointmentForm
    lines = (Lines(Invitation, ("person",), through="appointment", extra=0, title=_("Invited")),)
    page = Page(
        Clashes(),
        Facts(
            "starts_at",
            "ends_at",
            "is_all_day",
            "place",
            "video_url",
            "account",
            "opportunity",
            "owner",
            "repeats",
            "until_on",
            "remind_minutes",
            "notes",
        ),
        Related("invitations", "person", Badge("answer", tones=ANSWER_TONES), title=_("Invited")),
        beside=(Timeline(),),
    )
    sheet = Sheet(key="uid", fields=("title", "owner", "account", "starts_at", "ends_at", "is_all_day", "place", "notes"))
    buttons = (actions.answer, actions.move, actions.skip)


class AppointmentsOfAccount(Panel):
    """What is to come with the customer."""

    on = "customers.Account"
    template = Related.template
    title = _("Appointments to come")
    size = 10

    def __init__(self) -> None:
        self.related = Related("appointments", "title", "starts_at", "place", "owner", title=self.title, size=self.size)
        self.related.bind(Appointment._meta.get_field("account").related_model)

    def context(self, row: models.Model, user: User) -> dict | None:
        return self.related.context(row, user)
