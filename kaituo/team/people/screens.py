"""The screens of people."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import Helping, Team, User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Column, Columns
from kaituo.foundation.screens.parts import Facts, Page, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register
from kaituo.sales.customers.divisions import DivisionFilter

from . import actions
from .choices import ENGAGEMENT_TONES
from .forms import HelpingForm, StaffForm
from .models import Office, Staff, Strength
from .parts import Helpers


class StaffScreen(Screen):
    model = Staff
    slug = "staff"
    group, icon, order = "team", "users", 10
    table = Columns(
        "name",
        "number",
        Badge("engagement", tones=ENGAGEMENT_TONES),
        "job_title",
        "reports_to",
        "team",
        "office",
        "joined_on",
        hidden=("is_senior", "email", "phone", "left_on", "time_zone", "language"),
    )
    filters = ("engagement", "office", "team", "joined_on")
    finds = ("name", "sort_key", "number", "email")
    sort = "number"
    form = StaffForm
    page = Page(
        Facts(
            "number",
            Badge("engagement", tones=ENGAGEMENT_TONES),
            "job_title",
            "is_senior",
            "reports_to",
            "team",
            "office",
            "email",
            "phone",
            "time_zone",
            "joined_on",
            "left_on",
        ),
        Related("strengths", Column("what", label=_("Strength")), "level", "since_on"),
        Related("reports", "name", "job_title", "engagement"),
        Helpers(),
        beside=(Timeline(),),
    )
    sheet = Sheet(key="number", references={"team": "code", "office": "code", "reports_to": "number"})
    buttons = (actions.move, actions.get_help, actions.leave)


class StrengthScreen(Screen):
    """Who is good at what; assignment rules ask here."""

    model = Strength
    slug = "strengths"
    group, icon, order = "team", "star", 20
    table = Columns("staff", Column("what", label=_("Strength")), "level", "since_on", hidden=("category", "industry", "language", "skill"))
    filters = ("staff", "category", "industry", "language", "level")
    finds = ("staff__name", "staff__sort_key", "skill")
    sort = "-level"
    reads = ("category",)
    fields = ("staff", "category", "industry", "language", "skill", "level", "since_on")
    page = Page(Facts("staff", "category", "industry", "language", "skill", "level", "since_on"), beside=(Timeline(),))
    bulk = (archive,)
    teaches = _("Products, industries, languages and skills of your people. Assignment rules can ask for them.")


class HelpingScreen(Screen):
    """Who acts for whom. The helped rep's page shows hers; this list shows them all to those who arrange it."""

    model = Helping
    slug = "back-office-help"
    table = Columns("rep", "helper", "starts_on", "ends_on")
    filters = ("rep", "helper")
    finds = ("rep__name", "rep__sort_key", "helper__name", "helper__sort_key")
    sort = "-starts_on"
    form = HelpingForm
    page = Page(Facts("rep", "helper", "starts_on", "ends_on"), beside=(Timeline(),))
    buttons = (actions.end_help,)
    bulk = (actions.end_help,)


class OfficeScreen(Screen):
    model = Office
    group, icon, order = "team", "building-community", 40
    table = Columns("code", "city", "country", "region", "address", "phone", hidden=(Column("place", label=_("Division")),))
    filters = (DivisionFilter("division"), "country")
    finds = ("code", "city")
    sort = "code"
    fields = ("code", "country", "division", "region", "city", "address", "postal_code", "phone")
    page = Page(
        Facts("code", "country", Column("place", label=_("Division")), "region", "city", "address", "postal_code", "phone"),
        Related("staff", "name", "job_title", "engagement"),
    )
    sheet = Sheet(key="code")


class TeamScreen(Screen):
    model = Team
    group, icon, order = "team", "sitemap", 30
    table = Columns("name", "code", "kind")
    filters = ("kind",)
    finds = ("name", "code")
    sort = "code"
    fields = ("name", "code", "kind")
    page = Page(Facts("name", "code", "kind"), Related("memberships", "user", "is_lead", "starts_on", "ends_on"))
    sheet = Sheet(key="code")


def arranges_help(user: User) -> bool:
    """Whether she sees more than who acts for herself."""
    return bool(user.rights.reach(Helping._meta.label, "view") - {Scope.OWN})


register(MenuItem("team", _("Back-office help"), "identity-helping-list", "heart-handshake", 35, arranges_help))
