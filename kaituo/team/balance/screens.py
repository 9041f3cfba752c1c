"""The screens of balance: how many visits people make, re-balancings, and their moves."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Column, Columns
from kaituo.foundation.screens.parts import Facts, Page, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions
from .choices import STATUS_TONES
from .models import Rebalancing, RebalancingMove, VisitCapacity
from .parts import Moves, Simulation, Staying
from .room import MoveVerbView


class RebalancingScreen(Screen):
    model = Rebalancing
    slug = "rebalancings"
    table = Columns("territory", "team", Badge("status", tones=STATUS_TONES), "goal", "prepared_by", "done_at", "created_at")
    filters = ("status", "territory", "prepared_by", "created_at")
    fields = ("territory", "team", "goal", "most_moves", "keeps_protected", "keeps_deals", "quiet_days", "note")
    page = Page(
        Simulation(),
        Moves(),
        beside=(
            Facts(
                Badge("status", tones=STATUS_TONES),
                "territory",
                "team",
                "goal",
                "period_label",
                "most_moves",
                "keeps_protected",
                "keeps_deals",
                "quiet_days",
                "prepared_by",
                "done_at",
                "done_by",
                "undone_at",
                "note",
            ),
            Staying(),
            Timeline(),
        ),
    )
    buttons = (actions.suggest, actions.carry_out, actions.undo)
    forward = (actions.carry_out,)
    teaches = _(
        "A re-balancing suggests which customers should change hands so that everybody's work is spread more evenly; nothing moves until you carry it out."
    )


class RebalancingMoveScreen(Screen):
    """Each move; taken out and put back one by one or many at once."""

    model = RebalancingMove
    slug = "rebalancing-moves"
    table = Columns("account", "giver", "receiver", Column("reason", label=_("Because")), "potential", "pipeline", "is_taken_out")
    filters = ("rebalancing", "giver", "receiver", "is_taken_out")
    sort = "position"
    reads = ("account", "giver", "receiver", "rebalancing")
    page = Page(
        Facts(
            "account", "rebalancing", "giver", "receiver", Column("reason", label=_("Because")), "potential", "pipeline", "is_taken_out", "hand_over"
        )
    )
    buttons = (actions.take_out, actions.put_back)
    bulk = (actions.take_out, actions.put_back)
    verb_view = MoveVerbView
    is_plain = True


class VisitCapacityScreen(Screen):
    model = VisitCapacity
    slug = "visit-capacities"
    table = Columns("person", "visits_a_day")
    filters = ("person",)
    fields = ("person", "visits_a_day")
    page = Page(Facts("person", "visits_a_day"), beside=(Timeline(),))
    sheet = Sheet(key="person")
    bulk = (archive,)
    teaches = _("How many visits people make on a working day. What the service policies ask for is set against it.")


def balances(user: User) -> bool:
    return may(user, "create", Rebalancing)


def states_capacity(user: User) -> bool:
    return may(user, "change", VisitCapacity)


register(MenuItem("team", _("Balance"), "balance", "scale", 34, balances))
register(MenuItem("office", _("Visits a day"), "balance-visitcapacity-list", "gauge", 67, states_capacity))
