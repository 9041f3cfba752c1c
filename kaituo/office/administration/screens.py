"""The screens of administration: also those of the foundation's records, whose own floors lie below `screens`."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.approvals import actions as approvals
from kaituo.foundation.approvals.choices import STATE_TONES
from kaituo.foundation.approvals.models import Delegation, Flow, FlowLevel, Request
from kaituo.foundation.company.models import ExchangeRate, Holiday, LegalEntity, Organisation
from kaituo.foundation.identity.models import Role, RoleAssignment, User
from kaituo.foundation.metrics import actions as metrics
from kaituo.foundation.metrics.models import ClosedPeriod
from kaituo.foundation.notices import actions as notices
from kaituo.foundation.notices.choices import STATE_TONES as DELIVERY_TONES
from kaituo.foundation.notices.models import Delivery
from kaituo.foundation.records.actions import archive
from kaituo.foundation.records.choices import TONES
from kaituo.foundation.records.models import CustomField, Tag
from kaituo.foundation.screens.columns import Badge, Column, Columns, Share
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from .actions import accounts
from .actions.installation import administers
from .forms import AccountForm, CustomFieldForm, FlowForm, kinds_of_record
from .parts import Asked, Rights, SignIn
from .periods import ClosedPage, CloseView


class KindOfRecord(Column):
    """A kept label such as "sales.Order", by the name people know it by."""

    def text(self, row: Model, value: Any) -> str:
        return dict(kinds_of_record()).get(str(value), str(value))


class UserScreen(Screen):
    model = User
    group, icon, order = "office", "user-cog", 60
    table = Columns("name", "username", "email", "phone", "is_active", "last_login", hidden=("language", "time_zone", "created_at"))
    filters = ("is_active", "language")
    finds = ("name", "sort_key", "username", "email")
    sort = "sort_key"
    form = AccountForm
    page = Page(Facts("username", "email", "phone", "language", "time_zone", "is_active", "last_login"), SignIn(), beside=(Timeline(),))
    buttons = (accounts.give_role, accounts.sign_out_everywhere, accounts.reset_second_factor, accounts.lock_out, accounts.let_in)
    bulk = (accounts.give_role, accounts.lock_out)

    def rows(self, user: User, *, archived: bool = False) -> QuerySet:
        return super().rows(user, archived=archived).filter(is_system=False)


class RoleScreen(Screen):
    model = Role
    group, icon, order = "office", "key", 61
    table = Columns("name", "key")
    finds = ("name", "key")
    sort = "name"
    fields = ("key", "name")
    page = Page(Rights(), Related("assignments", "user", "starts_on", "ends_on"), beside=(Timeline(),))


class RoleAssignmentScreen(Screen):
    model = RoleAssignment
    slug = "role-assignments"
    table = Columns("user", "role", "starts_on", "ends_on")
    filters = ("user", "role")
    page = Page(Facts("user", "role", "starts_on", "ends_on"), beside=(Timeline(),))
    buttons = (accounts.end_role,)


class OrganisationScreen(Screen):
    model = Organisation
    group, icon, order = "office", "building-community", 65
    table = Columns("name", "base_currency", "country", Share("discount_limit_rate"), "fiscal_year_starts_in")
    fields = ("name", "base_currency", "country", "fiscal_year_starts_in", "discount_limit_rate", "credit_check")
    page = Page(Facts("base_currency", "country", "fiscal_year_starts_in", Share("discount_limit_rate"), "credit_check"), beside=(Timeline(),))


class LegalEntityScreen(Screen):
    model = LegalEntity
    slug = "legal-entities"
    group, icon, order = "office", "building", 66
    table = Columns("name", "tax_number", "phone", "bank")
    finds = ("name", "tax_number")
    fields = ("name", "tax_number", "address", "phone", "bank", "bank_account")
    page = Page(Facts("tax_number", "address", "phone", "bank", "bank_account"), beside=(Timeline(),))


class ExchangeRateScreen(Screen):
    model = ExchangeRate
    slug = "exchange-rates"
    group, icon, order = "office", "arrows-exchange", 67
    table = Columns("currency", "starts_on", "rate")
    filters = ("currency", "starts_on")
    sort = "-starts_on"
    fields = ("currency", "starts_on", "rate")
    page = Page(Facts("currency", "starts_on", "rate"), beside=(Timeline(),))


class HolidayScreen(Screen):
    model = Holiday
    group, icon, order = "office", "calendar", 68
    table = Columns("day", "name", "is_workday")
    filters = ("day", "is_workday")
    sort = "-day"
    fields = ("day", "name", "is_workday")
    page = Page(Facts("day", "name", "is_workday"), beside=(Timeline(),))


class ClosedPeriodScreen(Screen):
    model = ClosedPeriod
    slug = "closed-periods"
    group, icon, order = "office", "lock", 69
    table = Columns("starts_on", "ends_on", "is_closed", "created_by")
    filters = ("is_closed",)
    sort = "-starts_on"
    fields = ("starts_on", "ends_on")
    page = Page(Facts("starts_on", "ends_on", "is_closed"), beside=(Timeline(),))
    buttons = (metrics.reopen,)
    form_view, page_view = CloseView, ClosedPage


class FlowScreen(Screen):
    model = Flow
    slug = "approval-flows"
    group, icon, order = "office", "git-branch", 63
    table = Columns("name", "model", "kind", "condition", "position")
    sort = "name"
    form = FlowForm
    lines = (Lines(FlowLevel, ("position", "approver", "role", "person"), through="flow"),)
    page = Page(Facts("model", "kind", "condition", "position"), Related("levels", "position", "approver", "role", "person"), beside=(Timeline(),))


class RequestScreen(Screen):
    model = Request
    slug = "approval-requests"
    table = Columns("subject_text", "kind_label", "asked_by", Badge("state", tones=STATE_TONES), "created_at")
    filters = ("state", "asked_by", "created_at")
    finds = ("subject_text",)
    page = Page(Facts("asked_by", "kind_label", Badge("state", tones=STATE_TONES), "created_at", "note"), Asked(), beside=(Timeline(),))
    buttons = (approvals.approve, approvals.reject, approvals.withdraw)
    forward = (approvals.approve,)


class DelegationScreen(Screen):
    model = Delegation
    table = Columns("person", "delegate", "starts_on", "ends_on")
    filters = ("person", "delegate")
    finds = ("person__name", "person__sort_key", "delegate__name", "delegate__sort_key")
    sort = "-starts_on"
    fields = ("person", "delegate", "starts_on", "ends_on")
    page = Page(Facts("person", "delegate", "starts_on", "ends_on"), beside=(Timeline(),))
    buttons = (approvals.end_delegation,)
    bulk = (approvals.end_delegation,)


class DeliveryScreen(Screen):
    model = Delivery
    slug = "notice-deliveries"
    table = Columns(
        "kind_label",
        "person",
        "channel_label",
        Badge("state", tones=DELIVERY_TONES),
        "problem_said",
        "due_at",
        hidden=("attempt_count", "answer", "sent_at", "created_at"),
    )
    filters = ("state", "person", "due_at")
    finds = ("person__name", "person__sort_key", "problem", "answer")
    reads = ("notice",)
    page = Page(
        Facts(
            "kind_label",
            "person",
            "channel_label",
            Badge("state", tones=DELIVERY_TONES),
            "attempt_count",
            "problem_said",
            "answer",
            "due_at",
            "sent_at",
        ),
        beside=(Timeline(),),
    )
    buttons = (notices.retry, notices.drop)
    forward = (notices.retry,)
    bulk = (notices.retry, notices.drop)
    is_plain = True


class CustomFieldScreen(Screen):
    model = CustomField
    slug = "custom-fields"
    group, icon, order = "office", "forms", 70
    table = Columns("name", KindOfRecord("model"), "key", "kind", "is_required", "position")
    finds = ("name", "key")
    filters = ("kind",)
    sort = "model"
    form = CustomFieldForm
    page = Page(Facts(KindOfRecord("model"), "key", "kind", "choices", "is_required", "position"), beside=(Timeline(),))
    bulk = (archive,)
    is_plain = True


class TagScreen(Screen):
    model = Tag
    group, icon, order = "office", "tags", 71
    table = Columns("name", Badge("colour", tones=TONES))
    finds = ("name",)
    sort = "name"
    fields = ("name", "colour")
    page = Page(Facts("name", Badge("colour", tones=TONES)), beside=(Timeline(),))
    bulk = (archive,)
    is_plain = True


register(MenuItem("", _("Inbox"), "notices:inbox", "inbox", 5))
register(MenuItem("", _("Approvals"), "administration:approvals", "clipboard-check", 6))
for _name, _label, _icon, _order in (
    ("first_steps", _("First steps"), "rocket", 59),
    ("teams", _("Team tree"), "sitemap", 62),
    ("notice_kinds", _("Kinds of notice"), "bell-cog", 79),
    ("jobs", _("Background jobs"), "robot", 80),
    ("audit", _("Audit log"), "history", 81),
    ("system", _("System"), "server", 82),
):
    register(MenuItem("office", _label, f"administration:{_name}", _icon, _order, administers))
register(MenuItem("office", _("Deputies for approvals"), "approvals-delegation-list", "user-check", 64, administers))
