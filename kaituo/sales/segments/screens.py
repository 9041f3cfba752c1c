"""The screens of segments: worth and contacts due, rules and policies, plans and care dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Column, Columns, Share
from kaituo.foundation.screens.parts import Calendar, Facts, Lines, Page, Panel, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions
from .choices import ATTITUDE_TONES, STAGE_TONES
from .models import AccountPlan, CareDate, ClassRule, PlanPerson, PlanStep, ServicePolicy, Worth
from .parts import InfluenceMap


class WorthScreen(Screen):
    model = Worth
    slug = "worth"
    group, icon, order = "sales", "diamond", 22
    teaches = _("Reckoned every night from orders and receipts.")
    table = Columns(
        "account__name",
        "account__account_class",
        "account__owner",
        "revenue",
        "order_count",
        Column("rfm", label="RFM"),
        Badge("stage", tones=STAGE_TONES),
        "last_contact_on",
        "contact_due_on",
        Column("why", label=_("Class because")),
        hidden=("abc", "received", "last_order_on", "is_fixed"),
    )
    filters = ("account__account_class", "account__owner", "stage", "abc", "contact_due_on", "revenue", "is_fixed")
    finds = ("account__name",)
    found_by = "account"
    sort = "-revenue"
    page = Page(
        Facts(
            "account",
            "revenue",
            "received",
            "order_count",
            "last_order_on",
            "abc",
            Column("rfm", label="RFM"),
            Badge("stage", tones=STAGE_TONES),
            "reason",
        ),
        Facts("last_contact_on", "contact_due_on", "is_fixed"),
        beside=(Timeline(),),
    )
    buttons = (actions.fix_class, actions.free_class)
    is_plain = True


class ClassRuleScreen(Screen):
    model = ClassRule
    slug = "class-rules"
    table = Columns("name", "account_class", "test", "value", "position")
    sort = "position"
    fields = ("name", "account_class", "test", "value", "position")
    page = Page(Facts("account_class", "test", "value", "position"), beside=(Timeline(),))
    sheet = Sheet(key="name")
    bulk = (archive,)
    teaches = _("Rules set the class of every customer at night; the first that applies counts.")


class ServicePolicyScreen(Screen):
    model = ServicePolicy
    slug = "service-policies"
    table = Columns("account_class", "contact_days", "response_hours", Share("discount_floor"), "owner_level", "level_rule")
    sort = "account_class"
    fields = ("account_class", "contact_days", "response_hours", "discount_floor", "owner_level", "level_rule")
    page = Page(Facts("account_class", "contact_days", "response_hours", Share("discount_floor"), "owner_level", "level_rule"), beside=(Timeline(),))
    bulk = (archive,)


class AccountPlanScreen(Screen):
    model = AccountPlan
    slug = "account-plans"
    table = Columns("title", "account", "account__owner", "potential", "review_on")
    filters = ("account", "account__owner", "review_on")
    finds = ("title", "account__name")
    fields = ("account", "title", "needs", "strategy", "competitors", "potential", "review_on")
    lines = (
        Lines(PlanPerson, ("contact", "influence", "attitude", "swayed_by", "note"), through="plan", extra=0, title=_("Decision makers")),
        Lines(PlanStep, ("what", "who", "due_on", "done_on"), through="plan", extra=0, title=_("Next steps")),
    )
    page = Page(
        Facts("account", "potential", "review_on", "needs", "strategy", "competitors"),
        InfluenceMap(),
        Related("people", "contact", "influence", Badge("attitude", tones=ATTITUDE_TONES), "swayed_by", "note", title=_("Decision makers")),
        Related("steps", "what", "who", "due_on", "done_on", title=_("Next steps")),
        beside=(Timeline(),),
    )
    calendar = Calendar(on="review_on")


class CareDateScreen(Screen):
    model = CareDate
    slug = "care-dates"
    table = Columns("account", "contact", "kind", "on", "is_yearly", "days_before", "note")
    filters = ("account", "account__owner", "kind", "on")
    sort = "on"
    fields = ("account", "contact", "kind", "on", "is_yearly", "days_before", "note")
    page = Page(Facts("account", "contact", "kind", "on", "is_yearly", "days_before", "note"), beside=(Timeline(),))
    sheet = Sheet(key="note")
    bulk = (archive,)


class _OfAccount(Panel):
    """Rows of a customer, on the customer's page."""

    template = Related.template
    columns: tuple = ()
    relation = ""

    def __init__(self) -> None:
        self.related = Related(self.relation, *self.columns, title=self.title)
        self.related.bind(AccountPlan._meta.get_field("account").related_model)

    @property
    def size(self) -> int:
        return self.related.size

    def context(self, row: models.Model, user: User) -> dict | None:
        return self.related.context(row, user)


class PlansOfAccount(_OfAccount):
    on = "customers.Account"
    title = _("Plans of the customer")
    relation, columns = "plans", ("title", "potential", "review_on")


class CareDatesOfAccount(_OfAccount):
    on = "customers.Account"
    title = _("Care dates")
    relation, columns = "care_dates", ("kind", "on", "contact", "note")


def sets_classes(user: User) -> bool:
    return may(user, "change", ClassRule)


register(MenuItem("office", _("Rules of classes"), "segments-classrule-list", "sort-descending", 64, sets_classes))
register(MenuItem("office", _("Service policies"), "segments-servicepolicy-list", "heart-handshake", 65, sets_classes))
