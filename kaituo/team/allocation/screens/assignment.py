"""The screens of assignment: rules, the default, the log, shifts and days of leave."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Columns
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from ..forms import RuleForm
from ..models import Assignment, AssignmentNeed, AssignmentRule, AssignmentSeat, DefaultAssignee, Leave, Shift
from ..parts import Considered, RuleConditions


class AssignmentRuleScreen(Screen):
    model = AssignmentRule
    slug = "assignment-rules"
    teaches = _("Rules give new leads and customers to people: the first that matches, lowest number first.")
    table = Columns("name", "subject", "position", "is_on", "mode", "minds_shifts", "cap_period")
    filters = ("subject", "is_on", "mode")
    finds = ("name",)
    sort = "position"
    form = RuleForm
    lines = (
        Lines(AssignmentSeat, ("person", "weight", "period_cap", "backlog_cap"), through="rule", title=_("Among")),
        Lines(AssignmentNeed, ("kind", "value", "is_required", "least_level"), through="rule", extra=0, title=_("Strengths asked for")),
    )
    page = Page(
        RuleConditions(),
        Facts("subject", "position", "is_on", "mode", "minds_shifts", "cap_period"),
        Related("seats", "person", "weight", "period_cap", "backlog_cap", title=_("Among")),
        Related("needs", "kind", "value", "is_required", "least_level", title=_("Strengths asked for")),
        Related("assignments", "subject_text", "person", "created_at", title=_("Given by this rule")),
        beside=(Timeline(),),
    )
    bulk = (archive,)


class DefaultAssigneeScreen(Screen):
    model = DefaultAssignee
    slug = "default-assignees"
    teaches = _("Whoever gets what no rule takes. Needed before the first rule.")
    table = Columns("subject", "person")
    fields = ("subject", "person")
    page = Page(Facts("subject", "person"), beside=(Timeline(),))


class AssignmentScreen(Screen):
    """The log: nothing here is entered by hand."""

    model = Assignment
    slug = "assignments"
    table = Columns("subject_text", "subject", "person", "rule", "is_default", "created_at")
    filters = ("subject", "person", "rule", "is_default", "created_at")
    page = Page(Facts("subject_text", "subject", "person", "rule", "is_default", "created_at"), Considered())
    is_plain = True


class ShiftScreen(Screen):
    model = Shift
    slug = "shifts"
    table = Columns("person", "weekday", "begins_at", "ends_at")
    filters = ("person", "team", "weekday")
    sort = "weekday"
    fields = ("person", "weekday", "begins_at", "ends_at")
    page = Page(Facts("person", "weekday", "begins_at", "ends_at"), beside=(Timeline(),))
    bulk = (archive,)


class LeaveScreen(Screen):
    model = Leave
    slug = "leaves"
    group, icon, order = "team", "beach", 50
    table = Columns("person", "starts_on", "ends_on", "reason")
    filters = ("person", "team", "starts_on")
    sort = "-starts_on"
    fields = ("person", "starts_on", "ends_on", "reason")
    page = Page(Facts("person", "starts_on", "ends_on", "reason"), beside=(Timeline(),))
    bulk = (archive,)
    teaches = _("Whoever is away is given no new leads and customers.")


def sets_rules(user: User) -> bool:
    return may(user, "change", AssignmentRule)


register(MenuItem("office", _("Assignment rules"), "allocation-assignmentrule-list", "route", 56, sets_rules))
register(MenuItem("office", _("Default assignees"), "allocation-defaultassignee-list", "user-check", 57, sets_rules))
register(MenuItem("office", _("Log of assignments"), "allocation-assignment-list", "list-check", 58, sets_rules))
register(MenuItem("office", _("Shifts"), "allocation-shift-list", "clock", 59, sets_rules))
