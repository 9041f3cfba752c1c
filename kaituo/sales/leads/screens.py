"""The screens of leads, and the leads on the page of the customer that came of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Column, Columns
from kaituo.foundation.screens.parts import Calendar, Facts, Page, Panel, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register
from kaituo.sales.customers.divisions import DivisionFilter
from kaituo.sales.customers.models import Account
from kaituo.sales.duplicates.screens import Alike

from . import actions
from .choices import STATUS_TONES
from .forms import FEW, WebFormForm
from .kinds import accounts_like
from .models import AnswerRule, Lead, ScoreRule, WebForm
from .parts import ScoreSteps


class LeadScreen(Screen):
    model = Lead
    group, icon, order = "sales", "user-search", 15
    quick = True
    teaches = _("Whoever shows interest stands here until there is a customer, or there is none.")
    table = Columns(
        "name",
        "person",
        "score",
        Badge("status", tones=STATUS_TONES),
        "owner",
        "phone",
        "source",
        "campaign",
        "follow_up_on",
        "followed_up_on",
        "created_at",
        hidden=(
            "number",
            "title",
            "email",
            "industry",
            Column("place", label=_("Division")),
            "region",
            "city",
            "product",
            "path",
            "web_form",
            "converted_on",
            "reason",
        ),
    )
    filters = (
        "status",
        "owner",
        "team",
        "source",
        "campaign",
        "industry",
        DivisionFilter("division"),
        "region",
        "score",
        "follow_up_on",
        "created_at",
        "path",
        "tags",
    )
    finds = ("name", "sort_key", "person", "number", "phone", "email")
    sort = "-score"
    fields = (
        "name",
        "person",
        "title",
        "phone",
        "email",
        "wechat",
        "website",
        "industry",
        "country",
        "division",
        "region",
        "city",
        "language",
        "source",
        "campaign",
        "product",
        "need",
        "owner",
        "follow_up_on",
    )
    calendar = Calendar(on="follow_up_on")
    page = Page(
        Facts(
            "number",
            Badge("status", tones=STATUS_TONES),
            "person",
            "title",
            "phone",
            "email",
            "wechat",
            "website",
            "industry",
            "country",
            Column("place", label=_("Division")),
            "owner",
            "source",
            "campaign",
            "product",
            "path",
            "answer_due_at",
            "answered_at",
            "followed_up_on",
            "follow_up_on",
            "need",
            "reason",
            "account",
            "opportunity",
            "converted_on",
        ),
        beside=(ScoreSteps(), Timeline()),
    )
    sheet = Sheet(key="number")
    buttons = (actions.follow_up, actions.qualify, actions.convert, actions.disqualify, actions.reassign, actions.reopen)
    forward = (actions.convert, actions.reopen)
    bulk = (actions.reassign, actions.qualify, actions.disqualify, archive)
    inline = ("source", "campaign", "follow_up_on")


class AnswerRuleScreen(Screen):
    model = AnswerRule
    slug = "answer-rules"
    table = Columns("hours", "remind_hours", "begins_at", "ends_at")
    fields = ("hours", "remind_hours", "begins_at", "ends_at")
    page = Page(Facts("hours", "remind_hours", "begins_at", "ends_at"), beside=(Timeline(),))
    teaches = _("How soon leads from web forms, letters and other programs are answered. Without a rule nothing is promised.")
    bulk = (archive,)


class ScoreRuleScreen(Screen):
    model = ScoreRule
    slug = "score-rules"
    table = Columns("name", "field", "test", "value", "points", "position")
    sort = "position"
    fields = ("name", "field", "test", "value", "points", "position")
    page = Page(Facts("field", "test", "value", "points", "position"), beside=(Timeline(),))
    sheet = Sheet(key="name")
    bulk = (archive,)


class WebFormScreen(Screen):
    model = WebForm
    slug = "web-forms"
    table = Columns("name", "is_on", "source", "campaign", "owner", Column("address", label=_("Address")))
    finds = ("name",)
    form = WebFormForm
    page = Page(
        Facts(
            Column("address", label=_("Address"), kind="address"),
            "is_on",
            "heading",
            "introduction",
            "source",
            "campaign",
            "owner",
            "hourly_cap",
            "thanks",
        ),
        Related("leads", "name", "person", Badge("status", tones=STATUS_TONES), "created_at"),
        beside=(Timeline(),),
    )


class LeadsOfAccount(Panel):
    """What the customer was before: its leads, with the history that led here."""

    on = "customers.Account"
    template = Related.template
    title = _("Came of these leads")

    def __init__(self) -> None:
        self.related = Related("leads", "name", "person", "source", "campaign", "converted_on", "owner", title=self.title)
        self.related.bind(Lead._meta.get_field("account").related_model)

    @property
    def size(self) -> int:
        return self.related.size

    def context(self, row: models.Model, user: User) -> dict | None:
        found = self.related.context(row, user)
        return found if found and found["lines"] else None


class AlikeLeads(Alike):
    on = "leads.Lead"


class CustomersLikeLead(Panel):
    """Whoever asks may have been won already: the customers that one may see and that carry a sign of the lead."""

    on = "leads.Lead"
    template = "leads/parts/customers.html"
    title = _("May be a customer already")
    is_beside = True

    def context(self, row: Lead, user: User) -> dict | None:
        keys = accounts_like(row, user)[:FEW] if row.is_open else []
        found = Account.objects.select_related("owner").in_bulk(keys)
        return {"accounts": [found[key] for key in keys]} if keys else None


def sets_up(user: User) -> bool:
    return may(user, "change", ScoreRule)


register(MenuItem("office", _("Scoring of leads"), "leads-scorerule-list", "percentage", 62, sets_up))
register(MenuItem("office", _("Web forms"), "leads-webform-list", "forms", 63, sets_up))
register(MenuItem("office", _("Answers to leads"), "leads-answerrule-list", "clock", 63, sets_up))
