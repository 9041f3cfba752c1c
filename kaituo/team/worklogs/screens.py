"""The screens of work reports and their templates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Calendar, Facts, Lines, Page, Part, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register, register_creation

from . import actions
from .choices import STATE_TONES
from .figures import kept_figures, teams_led
from .forms import TemplateForm
from .models import ReportQuestion, ReportTemplate, Worklog


def writes(user: User) -> bool:
    return may(user, "create", Worklog)


def reads(user: User) -> bool:
    return may(user, "read", Worklog)


register(MenuItem("team", _("Write a report"), "worklogs-write", "pencil", 30, writes))
register(MenuItem("team", _("Reports of the team"), "worklogs-team", "notebook", 31, reads))
register_creation(MenuItem("team", _("Work report"), "worklogs-write", "pencil", 60, writes))


class Words(Part):
    """What was answered, with the figures as they stood."""

    template = "worklogs/words.html"

    def context(self, row: models.Model, user: User) -> dict | None:
        questions = {str(each.pk): each.label for each in row.template.questions.all()}
        answers = [(questions.get(key, ""), text) for key, text in row.answers.items() if text]
        figures = {"figures": kept_figures(row), "led": teams_led(row.owner, row.period)}
        return {**figures, "answers": answers, "readings": list(row.readings.select_related("reader").order_by("at"))}


class WorklogScreen(Screen):
    model = Worklog
    slug = "worklogs"
    group, icon, order = "team", "notes", 32
    teaches = _("Reports stand here once they are handed in. “Write a report” begins yours with what you did today.")
    reads = ("template", "owner")
    sort = "-starts_on"
    table = Columns("owner", "template", "starts_on", Badge("state", tones=STATE_TONES), "is_late", "handed_in_at", "text")
    filters = ("template", "owner", "team", "state", "is_late", "starts_on")
    finds = ("text",)
    page = Page(Facts("owner", "template", "starts_on", Badge("state", tones=STATE_TONES), "handed_in_at", "is_late"), Words(), beside=(Timeline(),))
    calendar = Calendar(on="starts_on")
    buttons = (actions.read, actions.send_back)
    bulk = (actions.read,)


class ReportTemplateScreen(Screen):
    model = ReportTemplate
    slug = "report-templates"
    table = Columns("name", "rhythm", "team", "role", "due_time", "grace_days", "figure_labels")
    sort = "position"
    form = TemplateForm
    lines = (Lines(ReportQuestion, ("label", "draft", "is_required", "position"), through="template", extra=2, title=_("Questions")),)
    page = Page(
        Facts("rhythm", "team", "role", "due_time", "grace_days", "figure_labels"),
        Related("questions", "label", "draft", "is_required", title=_("Questions")),
        beside=(Timeline(),),
    )
    is_plain = True
