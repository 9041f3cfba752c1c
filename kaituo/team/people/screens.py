"""The screens of people."""

from kaituo.foundation.identity.models import Team
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Page, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen

from . import actions
from .choices import ENGAGEMENT_TONES
from .models import Office, Staff


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
        hidden=("email", "phone", "left_on", "time_zone", "language"),
    )
    filters = ("engagement", "office", "team", "joined_on")
    finds = ("name", "sort_key", "number", "email")
    sort = "number"
    fields = (
        "number",
        "name",
        "engagement",
        "job_title",
        "reports_to",
        "team",
        "office",
        "email",
        "phone",
        "language",
        "time_zone",
        "joined_on",
    )
    page = Page(
        Facts(
            "number",
            Badge("engagement", tones=ENGAGEMENT_TONES),
            "job_title",
            "reports_to",
            "team",
            "office",
            "email",
            "phone",
            "time_zone",
            "joined_on",
            "left_on",
        ),
        Related("reports", "name", "job_title", "engagement"),
        beside=(Timeline(),),
    )
    sheet = Sheet(key="number", references={"team": "code", "office": "code", "reports_to": "number"})
    buttons = (actions.move, actions.get_help, actions.leave)


class OfficeScreen(Screen):
    model = Office
    group, icon, order = "team", "building-community", 40
    table = Columns("code", "city", "country", "region", "address", "phone")
    filters = ("country",)
    finds = ("code", "city")
    sort = "code"
    fields = ("code", "city", "country", "region", "address", "postal_code", "phone")
    page = Page(Facts("code", "city", "country", "region", "address", "postal_code", "phone"), Related("staff", "name", "job_title", "engagement"))
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
