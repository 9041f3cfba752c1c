"""The screens of activities, and what stands of them on the pages of customers and deals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Calendar, Facts, Page, Panel, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register_creation

from . import actions
from .choices import OUTCOME_TONES, STATE_TONES
from .logging_form import about, offers, quick_form
from .long_form import ActivityFormView
from .models import Activity, FollowUp, Phrase


def may_log(user: User) -> bool:
    return may(user, "create", Activity)


register_creation(MenuItem("field", _("Follow-up"), "activities-log", "phone", 5, may_log))


class ActivityScreen(Screen):
    model = Activity
    slug = "activities"
    group, icon, order = "field", "phone", 10
    teaches = _("Every call, message and meeting stands here. Write one down on a customer's page, or with “New” at the top.")
    reads = ("account", "owner")
    sort = "-happened_at"
    table = Columns(
        "text",
        "account",
        "kind",
        Badge("outcome", tones=OUTCOME_TONES),
        "owner",
        "happened_at",
        "next_on",
        hidden=("contact", "opportunity", "minutes", "next_step"),
    )
    filters = ("owner", "team", "kind", "outcome", "happened_at", "next_on", "tags")
    finds = ("text", "account__name", "account__sort_key")
    fields = ("account", "contact", "opportunity", "kind", "outcome", "text", "happened_at", "minutes", "next_on", "next_step")
    page = Page(
        Facts(
            "account",
            "contact",
            "opportunity",
            "kind",
            Badge("outcome", tones=OUTCOME_TONES),
            "text",
            "owner",
            "happened_at",
            "minutes",
            "next_on",
            "next_step",
        ),
        beside=(Timeline(),),
    )
    form_view = ActivityFormView
    calendar = Calendar(on="happened_at")
    sheet = Sheet(
        key="created_at",
        fields=("account", "contact", "opportunity", "kind", "outcome", "text", "owner", "happened_at", "minutes", "next_on", "next_step"),
    )
    bulk = (archive,)


class FollowUpScreen(Screen):
    model = FollowUp
    slug = "follow-ups"
    group, icon, order = "field", "calendar-event", 20
    teaches = _("What you promised to do next stands here, on its day. It comes from the follow-ups that you write down.")
    reads = ("account",)
    sort = "due_on"
    table = Columns(
        "what",
        "account",
        "kind",
        "due_on",
        "at",
        "owner",
        Badge("state", tones=STATE_TONES),
        hidden=("contact", "opportunity", "done_on", "is_overdue"),
    )
    filters = ("state", "owner", "team", "due_on", "kind")
    finds = ("what", "account__name", "account__sort_key")
    fields = ("account", "contact", "opportunity", "kind", "what", "due_on", "at", "owner")
    page = Page(
        Facts(
            "account", "contact", "opportunity", "kind", "what", "due_on", "at", "owner", Badge("state", tones=STATE_TONES), "done_on", "drop_reason"
        ),
        Related("fulfilled_by", "text", "kind", Badge("outcome", tones=OUTCOME_TONES), "happened_at", title=_("What came of it")),
        beside=(Timeline(),),
    )
    calendar = Calendar(on="due_on")
    buttons = (actions.complete, actions.postpone, actions.drop)
    forward = (actions.complete,)
    bulk = (actions.postpone, actions.drop)
    inline = ("due_on", "what")

    def opens_with(self) -> str:
        return "state=open"


class PhraseScreen(Screen):
    model = Phrase
    slug = "ready-texts"
    table = Columns("name", "kind", "outcome", "text", "next_days", "position")
    sort = "position"
    fields = ("name", "kind", "outcome", "text", "next_days", "position")
    page = Page(Facts("name", "kind", "outcome", "text", "next_days"), beside=(Timeline(),))
    is_plain = True


class Following(Panel):
    """The quick form at hand, what is planned, and what was done last."""

    template = "activities/following.html"
    title = _("Follow-ups")
    size = 5
    is_first = True

    def context(self, row: models.Model, user: User) -> dict | None:
        keys = {name: key for name, key in about(row).items() if key}
        done = Activity.objects.active().filter(**_of(row)).select_related("owner", "contact").order_by("-happened_at")
        planned = FollowUp.objects.open().filter(**_of(row)).select_related("owner").order_by("due_on")
        form = quick_form(user, keys["account"], keys.get("opportunity")) if may_log(user) and row.is_active else None
        return {
            "form": form,
            "offers": offers(user) if form else {},
            "keys": keys,
            "done": list(done[: self.size]),
            "planned": list(planned[: self.size]),
        }


def _of(row: models.Model) -> dict[str, models.Model]:
    return {"opportunity" if hasattr(row, "stage_id") else "account": row}


class FollowingOfAccount(Following):
    on = "customers.Account"


class FollowingOfOpportunity(Following):
    on = "pipeline.Opportunity"
