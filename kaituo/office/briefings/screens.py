"""The screens of briefings, and the menu's way to them."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Page, Papers, Shares, Timeline
from kaituo.foundation.screens.screen import Screen

from . import actions
from .choices import STATE_TONES
from .forms import BriefingForm
from .models import Briefing, Chapter
from .parts import Chapters, Figures
from .room import ChapterVerbView


class BriefingScreen(Screen):
    model = Briefing
    slug = "briefings"
    group, icon, order = "office", "file-analytics", 10
    table = Columns("label", "team", Badge("state", tones=STATE_TONES), "owner", "figures_at", "sent_at")
    filters = ("state", "team", "owner")
    finds = ("label",)
    sort = "-label"
    form = BriefingForm
    page = Page(
        Chapters(),
        Figures(),
        beside=(
            Facts("label", "team", Badge("state", tones=STATE_TONES), "owner", "figures_at", "sent_at"),
            Papers("briefings-paper"),
            Shares(),
            Timeline(),
        ),
    )
    buttons = (actions.renew, actions.send)
    forward = (actions.send,)
    bulk = (archive,)
    is_plain = True
    teaches = _("A monthly, quarterly or yearly briefing writes itself from the figures; mend its words, then send it as a PDF.")


class ChapterScreen(Screen):
    model = Chapter
    slug = "briefing-chapters"
    table = Columns("briefing", "part", "text", "updated_at")
    filters = ("briefing", "part")
    reads = ("briefing__team",)
    page = Page(Facts("briefing", "part", "text", "drafted"), beside=(Timeline(),))
    buttons = (actions.rewrite, actions.restore_words)
    verb_view = ChapterVerbView
    is_plain = True
