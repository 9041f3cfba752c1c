"""The screens of reminders and their rules."""

from typing import Any

from kaituo.foundation.records.actions import archive
from kaituo.foundation.records.repointing import follows
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Page, Part, Timeline
from kaituo.foundation.screens.screen import Screen

from . import actions
from .choices import ON_TONES, STATE_TONES
from .forms import ReminderForm, RuleForm
from .models import Reminder, ReminderRule

follows("reminders.Reminder", "model", "record_id")


class Subject(Part):
    """The record it is about, and the way there."""

    template = "reminders/subject.html"

    def context(self, row: Reminder, user: Any) -> dict | None:
        return {"subject": row.subject} if row.model else None


class ReminderScreen(Screen):
    model = Reminder
    group, icon, order = "", "clock-plus", 7
    table = Columns("what", "due_at", "rhythm", Badge("state", tones=STATE_TONES), hidden=("rule", "rung_at", "created_at"))
    filters = ("state", "due_at", "rule")
    finds = ("text", "subject_text")
    sort = "due_at"
    form = ReminderForm
    page = Page(
        Subject(), Facts("due_at", "text", "rhythm", Badge("state", tones=STATE_TONES), "rule", "rung_at", "escalated_at"), beside=(Timeline(),)
    )
    buttons = (actions.finish, actions.put_off)
    forward = (actions.finish,)
    bulk = (actions.finish, actions.put_off, archive)
    is_plain = True
    quick = True

    def opens_with(self) -> str:
        return "state=open"


class ReminderRuleScreen(Screen):
    model = ReminderRule
    slug = "reminder-rules"
    group, icon, order = "office", "calendar-due", 79
    table = Columns("name", "date_said", "offset_said", "receiver", Badge("is_on", tones=ON_TONES), "escalate_after_hours", hidden=("applied_on",))
    filters = ("is_on", "receiver")
    finds = ("name", "text")
    form = RuleForm
    page = Page(
        Facts(
            "date_said",
            "offset_said",
            "at",
            "only_open",
            "receiver",
            "role",
            "text",
            "escalate_after_hours",
            Badge("is_on", tones=ON_TONES),
            "applied_on",
        ),
        beside=(Timeline(),),
    )
    buttons = (actions.switch_on, actions.switch_off)
    bulk = (archive,)
    is_plain = True
