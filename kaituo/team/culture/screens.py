"""The screens of recognition."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.columns import Badge as Tone
from kaituo.foundation.screens.columns import Column, Columns
from kaituo.foundation.screens.parts import Facts, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions
from .choices import KIND_TONES
from .models import Badge, BadgeEarned, CompanyValue, Honour, HonourTitle, Recognition
from .parts import RecognitionOfStaff, WhatWasSaid

PANELS = (RecognitionOfStaff,)


class RecognitionScreen(Screen):
    """The list behind the wall: what was said, by whom, of whom; with what was withdrawn, for those who may."""

    model = Recognition
    slug = "recognitions"
    table = Columns("created_at", "giver", "person", Tone("kind", tones=KIND_TONES), "value", "deed", hidden=("withdrawn_at", "withdrawn_because"))
    filters = ("person", "giver", "value", "kind", "created_at", "withdrawn_at")
    finds = ("deed",)
    reads = ("giver", "person", "value")
    page = Page(
        WhatWasSaid(),
        Facts("giver", "person", Tone("kind", tones=KIND_TONES), "value", "withdrawn_at", "withdrawn_by", "withdrawn_because"),
        beside=(Timeline(),),
    )
    buttons = (actions.withdraw,)


class CompanyValueScreen(Screen):
    model = CompanyValue
    slug = "company-values"
    icon = "heart"
    table = Columns("position", "name", "meaning")
    sort = "position"
    fields = ("name", "meaning", "position")
    page = Page(Facts("meaning", "position"), Related("recognitions", "created_at", "giver", "person", "deed"), beside=(Timeline(),))
    teaches = _("What the company wants to be known for. Whoever thanks somebody says which of these she lived up to.")
    is_plain = True


class BadgeScreen(Screen):
    model = Badge
    slug = "badges"
    table = Columns("name", Column("measure_label", label=_("Measure")), "figure", "span", "note")
    sort = "name"
    fields = ("name", "icon", "measure", "figure", "span", "note")
    page = Page(
        Facts("note", Column("measure_label", label=_("Measure")), "figure", "span", "icon"),
        Related("earned", "person", "starts_on", "ends_on", "value"),
        beside=(Timeline(),),
    )
    teaches = _("A badge is earned by whoever reaches a figure within a month, quarter or year. The night awards it; nobody can give it by hand.")
    is_plain = True


class BadgeEarnedScreen(Screen):
    model = BadgeEarned
    slug = "badges-earned"
    table = Columns("person", "badge", "starts_on", "ends_on", "value")
    filters = ("badge", "person", "starts_on")
    reads = ("person", "badge")
    page = Page(Facts("person", "badge", "starts_on", "ends_on", "value"), beside=(Timeline(),))
    is_plain = True


class HonourTitleScreen(Screen):
    model = HonourTitle
    slug = "honour-titles"
    table = Columns("name", "months", "note")
    sort = "name"
    fields = ("name", "icon", "months", "note")
    page = Page(Facts("note", "months", "icon"), Related("honours", "person", "starts_on", "ends_on", "reason"), beside=(Timeline(),))
    buttons = (actions.bestow,)
    forward = (actions.bestow,)
    teaches = _("Titles are bestowed by people, for a term and with a reason: mentor of the year, master of the trade.")
    is_plain = True


class HonourScreen(Screen):
    model = Honour
    slug = "honours"
    table = Columns("person", "title", "starts_on", "ends_on", "reason", hidden=("ended_because",))
    filters = ("title", "person", "starts_on")
    sort = "-starts_on"
    reads = ("person", "title")
    page = Page(Facts("person", "title", "starts_on", "ends_on", "reason", "ended_because"), beside=(Timeline(),))
    buttons = (actions.end_honour,)
    is_plain = True


def _reads_the_wall(user: User) -> bool:
    return may(user, VIEW, Recognition)


def _keeps_badges(user: User) -> bool:
    return may(user, "create", Badge)


def _keeps_titles(user: User) -> bool:
    return may(user, "bestow", HonourTitle)


def _keeps_values(user: User) -> bool:
    return may(user, "create", CompanyValue)


register(MenuItem("team", _("Wall"), "culture-wall", "heart-handshake", 30, _reads_the_wall))
register(MenuItem("team", _("Badges"), "culture-badge-list", "medal", 31, _keeps_badges))
register(MenuItem("team", _("Honour titles"), "culture-honourtitle-list", "award", 32, _keeps_titles))
register(MenuItem("team", _("Company values"), "culture-companyvalue-list", "heart", 33, _keeps_values))
