"""The screens of scorecards."""

from decimal import Decimal

from django.template import engines
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.uses import Use, register_use
from kaituo.foundation.screens.columns import Badge, Column, Columns, Share
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions
from .choices import CARD_TONES, line_state
from .models import Assignment, Indicator, Rule, Scorecard, Template, TemplateVersion
from .parts import CardHistory, CardSheet, VersionFaults

engines["jinja"].plain.filters.update({"decimal": Decimal, "line_state": line_state})


LINE_FIELDS = ("measure", "objective", "weight", "against", "target", "points", "cap", "least_count")
RULE_FIELDS = ("kind", "measure", "side", "threshold", "points", "is_per_unit", "at_most")


class ScorecardScreen(Screen):
    model = Scorecard
    group, icon, order = "performance", "clipboard-list", 25
    table = Columns(
        Column("holder", label=_("Person or team")),
        "template",
        Column("period", label=_("Period")),
        "total",
        Badge("state", tones=CARD_TONES),
        "judged_weight",
        Share("present_rate"),
        hidden=("owner", "reckoned_at", "starts_on"),
    )
    filters = ("template", "person", "team", "starts_on", "state", "total")
    sort = "-starts_on"
    reads = ("person", "team", "template")
    page = Page(CardSheet(), CardHistory(), beside=(Timeline(),))
    buttons = (actions.refresh, actions.judge)
    teaches = _("Cards appear the night after a template was released and given to people or teams.")


class TemplateScreen(Screen):
    model = Template
    slug = "scorecard-templates"
    table = Columns("name", "subject", "span", "settle_days")
    sort = "name"
    fields = ("name", "subject", "span", "settle_days", "note")
    page = Page(
        Facts("subject", "span", "settle_days", "note"),
        Related("versions", "starts_on", "released_at", "least_weight", "good_from", "weak_below"),
        Related("assignments", "person", "team", "starts_on", "ends_on"),
        beside=(Timeline(),),
    )
    buttons = (actions.begin_version,)
    teaches = _("A template says what counts and how much. Give it a version with indicators, release it, and say for whom.")


class TemplateVersionScreen(Screen):
    model = TemplateVersion
    slug = "scorecard-versions"
    table = Columns("template", "starts_on", "released_at")
    filters = ("template",)
    fields = ("template", "starts_on", "least_weight", "good_from", "weak_below")
    lines = (
        Lines(Indicator, LINE_FIELDS, through="template_version", extra=1, title=_("Indicators")),
        Lines(Rule, RULE_FIELDS, through="template_version", extra=0, title=_("Gates and deductions")),
    )
    page = Page(
        VersionFaults(),
        Facts("template", "starts_on", "released_at", "least_weight", "good_from", "weak_below"),
        Related("indicators", Column("label", label=_("Indicator")), "weight", "against", "target", "points", "cap", "least_count"),
        Related("rules", Column("label", label=_("Measure")), "kind", "side", "threshold", "points", "is_per_unit", "at_most"),
        beside=(Timeline(),),
    )
    buttons = (actions.release,)


class AssignmentScreen(Screen):
    model = Assignment
    slug = "scorecard-assignments"
    table = Columns("template", "person", "team", "starts_on", "ends_on")
    filters = ("template", "person", "team")
    fields = ("template", "person", "team", "starts_on", "ends_on")
    page = Page(Facts("template", "person", "team", "starts_on", "ends_on"), beside=(Timeline(),))
    is_plain = True


def _may_make(user: User) -> bool:
    return may(user, "create", Template)


def _may_see(user: User) -> bool:
    return may(user, VIEW, Scorecard)


def _cards_on(name: str, user: User) -> list[Use]:
    count = visible(user, Indicator.objects.active()).filter(measure=name, template_version__released_at__isnull=False).count()
    text = ngettext("one indicator", "%(num)s indicators", count) % {"num": count}
    return [Use(Scorecard._meta.verbose_name_plural, text)] if count else []


register(MenuItem("performance", _("My scorecard"), "scorecards-mine", "gauge", 5, _may_see))
register(MenuItem("performance", _("Scorecard templates"), "scorecards-template-list", "template", 60, _may_make))
register_use(_cards_on)
