"""The screens of allocation: the pool's room, what one held, pools and caps, appeals; and how a customer stands, on the customer's own page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.columns import Badge, Column, Columns
from kaituo.foundation.screens.parts import Facts, Lines, Page, Panel, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from .. import actions
from ..choices import APPEAL_TONES, BEGAN_TONES, ENDED_TONES
from ..forms import PoolForm
from ..models import Appeal, HoldingCap, Ownership, Pool, PoolMember, RecycleRule, Tenure
from ..parts import ComingUp, PoolFacts
from ..room import OwnershipVerbView, PickedCustomersView


class OwnershipScreen(Screen):
    model = Ownership
    slug = "pool"
    group, icon, order = "sales", "pool", 12
    teaches = _("Customers that nobody holds appear here for the members of their pool.")
    reads = ("account", "pool", "former_owner")
    table = Columns(
        "account__name",
        "pool",
        "account__account_class",
        "account__industry",
        "account__region",
        "account__city",
        "shown_phone",
        "shown_contact",
        "pooled_on",
        Badge("pooled_how", tones=ENDED_TONES),
        hidden=(
            "owner",
            "recycle_on",
            Column("reason", label=_("Because")),
            "shown_email",
            "shown_website",
            "shown_address",
            "shown_former_owner",
            "shown_notes",
            "held_since_on",
            "followed_up_on",
            "protected_until",
        ),
    )
    filters = (
        "is_pooled",
        "pool",
        "owner",
        "account__account_class",
        "account__industry",
        "account__region",
        "recycle_on",
        "is_locked",
        "pooled_how",
    )
    finds = ("account__name",)
    found_by = "account"
    page = Page(PoolFacts())
    buttons = (actions.claim, actions.assign, actions.move, actions.extend_protection, actions.lock, actions.unlock, actions.release)
    forward = (actions.claim, actions.extend_protection)
    bulk = (actions.claim, actions.assign)
    verb_view = OwnershipVerbView
    bulk_view = PickedCustomersView
    is_plain = True

    def opens_with(self) -> str:
        return "is_pooled=yes"

    def fill(self, rows: list[models.Model]) -> None:
        models.prefetch_related_objects([row.account for row in rows], "contacts")


class TenureScreen(Screen):
    """Who held which customer from when until when, and what came of it."""

    model = Tenure
    slug = "tenures"
    table = Columns(
        "account__name",
        "person",
        Badge("began", tones=BEGAN_TONES),
        "began_on",
        Badge("ended", tones=ENDED_TONES),
        "ended_on",
        "followed_up_count",
        "reason",
        hidden=("pool", "first_follow_up_on"),
    )
    filters = ("person", "team", "pool", "began", "began_on", "ended", "ended_on")
    finds = ("account__name",)
    found_by = "account"
    page = Page(
        Facts(
            "account__name",
            "person",
            "pool",
            Badge("began", tones=BEGAN_TONES),
            "began_on",
            Badge("ended", tones=ENDED_TONES),
            "ended_on",
            "reason",
            "followed_up_count",
            "first_follow_up_on",
        ),
        Related("appeals", Badge("status", tones=APPEAL_TONES), "reason", "answer", "decided_by"),
        beside=(Timeline(),),
    )
    buttons = (actions.appeal,)
    forward = (actions.appeal,)
    is_plain = True


class PoolScreen(Screen):
    model = Pool
    icon = "pool"
    sort = "priority"
    table = Columns("name", "is_on", "priority", "daily_cap", "cooling_days", "protection_days", "warning_days")
    finds = ("name",)
    form = PoolForm
    lines = (
        Lines(PoolMember, ("user", "team", "is_admin", "weight"), through="pool", title=_("Members")),
        Lines(RecycleRule, ("kind", "days", "account_class"), through="pool", title=_("Recycling: act from the next day")),
    )
    page = Page(
        Facts(
            "is_on",
            "priority",
            Column("regions"),
            Column("phone_mask"),
            "daily_cap",
            "cooling_days",
            "protection_days",
            "extends_when",
            "extension_days",
            "longest_protection",
            "warning_days",
            "spares_won",
            "spares_open_deal",
            "recycles_to",
            "appeal_days",
        ),
        ComingUp(),
        Related("members", "user", "team", "is_admin", "weight", title=_("Members")),
        Related("rules", "kind", "days", "account_class", title=_("Recycling")),
        beside=(Timeline(),),
    )
    sheet = None


class HoldingCapScreen(Screen):
    model = HoldingCap
    slug = "holding-caps"
    table = Columns("most", "user", "team", "counts_won", "note")
    filters = ("user",)
    fields = ("user", "team", "most", "counts_won", "note")
    page = Page(Facts("user", "team", "most", "counts_won", "note"), beside=(Timeline(),))
    sheet = Sheet(key="note")


class AppealScreen(Screen):
    model = Appeal
    slug = "appeals"
    table = Columns("account__name", "person", "pool", Badge("status", tones=APPEAL_TONES), "reason", "created_at", "decided_by")
    filters = ("status", "pool", "person")
    finds = ("account__name",)
    found_by = "account"
    page = Page(
        Facts("account__name", "person", "pool", Badge("status", tones=APPEAL_TONES), "reason", "answer", "decided_by", "decided_at"),
        beside=(Timeline(),),
    )
    buttons = (actions.grant, actions.refuse)
    forward = (actions.grant,)
    is_plain = True


class OwnershipOfAccount(Panel):
    """How the customer stands: held since when, protected until when, and when it drops and why."""

    on = "customers.Account"
    template = "allocation/parts/standing.html"
    is_first = True

    def context(self, row: models.Model, user: User) -> dict | None:
        found = visible(user, Ownership.objects.filter(account=row)).select_related("pool", "owner", "account").first()
        if found is None:
            return None
        verbs = [function.verb for function in OwnershipScreen.buttons if function.verb.offered_to(user, found)]
        return {"ownership": found, "verbs": verbs}


def sees_pools(user: User) -> bool:
    return may(user, "view", Ownership)


def runs_pools(user: User) -> bool:
    return may(user, "change", Pool)


register(MenuItem("sales", _("Clocks of my customers"), "allocation-clocks", "clock", 13, sees_pools))
register(MenuItem("sales", pgettext_lazy("menu", "What became of claims"), "allocation-fairness", "scale", 14, sees_pools))
register(MenuItem("office", _("Public pools"), "allocation-pool-list", "pool", 60, runs_pools))
register(MenuItem("office", _("Holding caps"), "allocation-holdingcap-list", "scale", 61, runs_pools))
