"""The screens of saved reports, dashboards and dispatches, and the menu's way to reports."""

from django.template import engines
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions
from .addresses import pairs_of
from .choices import OPENNESS_TONES
from .forms import DashboardForm, DispatchForm, ReportForm
from .keeping import OwnedFormView, ReportFormView
from .models import Dashboard, Dispatch, DispatchReader, Report, RoleFrontPage
from .pages import DashboardPage, ReportPage
from .wording import why

engines["jinja"].plain.filters.update({"why_no_figure": why, "as_pairs": pairs_of})


class ReportScreen(Screen):
    model = Report
    slug = "saved-reports"
    table = Columns("name", "notes", "owner", Badge("openness", tones=OPENNESS_TONES), "team", "role", "updated_at")
    filters = ("owner", "openness", "team")
    finds = ("name", "notes")
    sort = "name"
    form = ReportForm
    form_view = ReportFormView
    page_view = ReportPage
    page = Page(beside=(Timeline(),))
    buttons = (actions.copy,)
    bulk = (archive,)
    is_plain = True
    teaches = _("Reports that you or others saved. Build one under “Reports”.")


class DashboardScreen(Screen):
    model = Dashboard
    slug = "dashboards"
    table = Columns("name", "notes", "owner", Badge("openness", tones=OPENNESS_TONES), "team", "role", "is_first")
    filters = ("owner", "openness", "team")
    finds = ("name", "notes")
    sort = "name"
    form = DashboardForm
    form_view = OwnedFormView
    page_view = DashboardPage
    page = Page(beside=(Timeline(),))
    buttons = (actions.show_first, actions.add_tile, actions.copy_dashboard)
    bulk = (archive,)
    is_plain = True
    teaches = _("Put reports and measures side by side: a dashboard for yourself, your team, a role or the whole company.")


class DispatchScreen(Screen):
    model = Dispatch
    slug = "report-dispatches"
    table = Columns("report", "rhythm", "at", "paper", "is_on", "next_at", "sent_at", "owner")
    filters = ("rhythm", "is_on", "owner")
    sort = "next_at"
    form = DispatchForm
    form_view = OwnedFormView
    lines = (Lines(DispatchReader, ("person",), through="dispatch", extra=2, title=pgettext_lazy("dispatch", "Readers")),)
    page = Page(
        Facts("report", "rhythm", "weekday", "month_day", "at", "paper", "is_on", "next_at", "sent_at", "owner"),
        Related("readers", "person", title=pgettext_lazy("dispatch", "Readers")),
        beside=(Timeline(),),
    )
    buttons = (actions.stop, actions.resume)
    bulk = (archive,)
    is_plain = True
    teaches = _("Send a report by mail at its hours. Each reader gets what she may see, in her language.")


class RoleFrontPageScreen(Screen):
    model = RoleFrontPage
    slug = "role-front-pages"
    group, icon, order = "office", "home", 64
    table = Columns("role", "dashboard", "place", "position")
    filters = ("role",)
    sort = "position"
    fields = ("role", "dashboard", "place", "position")
    page = Page(Facts("role", "dashboard", "place", "position"), beside=(Timeline(),))
    teaches = _("Lay a dashboard on the first page of everybody who has a role. Each may choose another, or the plain page.")


def reads_reports(user: User) -> bool:
    return may(user, VIEW, Report)


register(MenuItem("office", pgettext_lazy("menu", "Reports"), "reports", "report-analytics", 9, reads_reports))
