"""Puts the reports and the library into the menu, for whoever may see any number; administrators' measures; and words for the templates."""

from django.template import engines
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry, OwnCondition, OwnMeasure
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Column, Columns
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from .addresses import FILTERS
from .cockpit import steers
from .forms import OwnMeasureForm
from .models import CauseRule

engines["jinja"].plain.filters.update(FILTERS)


def _may_see_numbers(user: User) -> bool:
    return may(user, VIEW, Entry)


class OwnMeasureScreen(Screen):
    model = OwnMeasure
    slug = "own-measures"
    table = Columns("label", "key", "kind", "unit", "family", "direction", hidden=("formula", "base", "keeper", "note"))
    filters = ("kind", "family")
    finds = ("label", "key", "note")
    sort = "label"
    form = OwnMeasureForm
    lines = (Lines(OwnCondition, ("cut", "comparison", "value"), through="own_measure", extra=0, title=_("Only records of which")),)
    page = Page(
        Facts("key", "kind", "formula", "base", "unit", "note", "family", "direction", "keeper"),
        Related("conditions", Column("named", label=_("By")), "comparison", "value", title=_("Only records of which")),
        beside=(Timeline(),),
    )
    bulk = (archive,)
    is_plain = True
    teaches = _("Make a number of your own: a formula of measures, or a measure narrowed to some records.")


class CauseRuleScreen(Screen):
    model = CauseRule
    slug = "cockpit-rules"
    table = Columns("cause", "is_on", "threshold", "least_count", "weight")
    sort = "cause"
    fields = ("cause", "is_on", "threshold", "least_count", "weight")
    page = Page(Facts("cause", "is_on", "threshold", "least_count", "weight"), beside=(Timeline(),))
    bulk = (archive,)
    is_plain = True
    teaches = _("The cockpit has thresholds of its own. Set here those that your company sees otherwise.")


def sets_causes(user: User) -> bool:
    return may(user, "create", CauseRule)


def makes_measures(user: User) -> bool:
    return may(user, "create", OwnMeasure)


register(MenuItem("", _("Cockpit"), "insights-cockpit", "gauge", 5, steers))
register(MenuItem("office", _("Rules of the cockpit"), "insights-causerule-list", "gauge", 69, sets_causes))
register(MenuItem("office", _("Insights"), "insights", "chart-bar", 10, _may_see_numbers))
register(MenuItem("office", _("Measure library"), "insights-measures", "book", 12, _may_see_numbers))
register(MenuItem("office", _("Own measures"), "metrics-ownmeasure-list", "calculator", 68, makes_measures))
