"""Puts the reports into the menu, for whoever may see any number, and their words for addresses into the templates."""

from django.template import engines
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.ui.navigation import MenuItem, register

from .addresses import FILTERS

engines["jinja"].plain.filters.update(FILTERS)


def _may_see_numbers(user: User) -> bool:
    return may(user, VIEW, Entry)


register(MenuItem("office", _("Insights"), "insights", "chart-bar", 10, _may_see_numbers))
