"""The screens of hand-overs: what a leaver answers for, who gets it, and each record of it."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.columns import Badge, Columns, Share
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from .. import actions
from ..choices import HANDOVER_TONES
from ..models import HandOver, HandOverReceiver, HandOverRow
from ..parts import Estate


class HandOverScreen(Screen):
    model = HandOver
    slug = "hand-overs"
    teaches = _("When somebody leaves or moves, a hand-over gives everything she answers for to others; nothing is reset.")
    table = Columns("person", Badge("status", tones=HANDOVER_TONES), "reason", "access_ends_on", "prepared_by", "done_at", "created_at")
    filters = ("status", "person", "reason", "access_ends_on")
    fields = ("person", "reason", "access_ends_on", "mode", "credit_rule", "former_share", "credit_days", "note")
    lines = (Lines(HandOverReceiver, ("person", "weight"), through="handover", title=_("Receivers")),)
    page = Page(
        Facts(
            "person",
            Badge("status", tones=HANDOVER_TONES),
            "reason",
            "access_ends_on",
            "moves_on",
            "mode",
            "credit_rule",
            Share("former_share"),
            "credit_days",
            "prepared_by",
            "done_at",
            "done_by",
            "undone_at",
            "note",
        ),
        Related("receivers", "person", "weight", title=_("Receivers")),
        Estate(),
        beside=(Timeline(),),
    )
    buttons = (actions.plan, actions.carry_out, actions.undo)
    forward = (actions.carry_out,)


class HandOverRowScreen(Screen):
    """Each record; its receiver is changed in the list, one or many at once."""

    model = HandOverRow
    slug = "hand-over-records"
    table = Columns("text", "account", "receiver", "is_done")
    filters = ("handover", "model", "receiver", "account", "is_done", "is_passed_on")
    sort = "pk"
    page = Page(Facts("text", "handover", "account", "receiver", "is_done"))
    inline = ("receiver",)
    is_plain = True


def hands_over(user: User) -> bool:
    return may(user, "create", HandOver)


register(MenuItem("team", _("Hand-overs"), "allocation-handover-list", "user-share", 45, hands_over))
