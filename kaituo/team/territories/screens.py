"""The screens of territories: the territories themselves, who works in them, where customers lie, and overlaps."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import Territory, TerritoryMembership, User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.columns import Column, Columns
from kaituo.foundation.screens.filters import Filter
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions
from .models import Coverage, NamedAccount, TerritoryPart
from .parts import Around, Members


class TerritoryScreen(Screen):
    model = Territory
    slug = "territories"
    group, icon, order = "team", "map", 32
    table = Columns("name", "code")
    finds = ("name", "code")
    sort = "code"
    fields = ("name", "code")
    lines = (
        Lines(TerritoryPart, ("division", "industry", "starts_on", "ends_on"), through="territory", title=_("Divisions and industries")),
        Lines(NamedAccount, ("account", "mention", "starts_on", "ends_on"), through="territory", extra=0, title=_("Named customers")),
    )
    page = Page(
        Facts("name", "code"),
        Around(),
        Related("parts", Column("place", label=_("Division")), "industry", "starts_on", "ends_on", title=_("Divisions and industries")),
        Related("named_accounts", "account", "mention", "starts_on", "ends_on"),
        Members(),
        Related("coverage", "account", "account__owner", "because", "starts_on", title=_("Customers in it, now and before"), size=50),
        beside=(Timeline(),),
    )
    sheet = Sheet(key="code")
    buttons = (actions.join, actions.place)
    teaches = _("A territory is made of divisions, industries and named customers; customers find theirs by themselves.")


class TerritoryMembershipScreen(Screen):
    model = TerritoryMembership
    slug = "territory-work"
    table = Columns("user", "territory", "starts_on", "ends_on")
    filters = ("user", "territory")
    sort = "-starts_on"
    page = Page(Facts("user", "territory", "starts_on", "ends_on"), beside=(Timeline(),))
    buttons = (actions.leave,)
    is_plain = True


class OverlapFilter(Filter):
    """Customers in two territories at once, of which neither stands above the other."""

    @property
    def label(self) -> str:
        return str(_("Overlaps"))

    def condition(self, values: list[str], user: User) -> Q:
        return Q(pk__in=Coverage.objects.overlapping(clock.today()).values("pk")) if "today" in values else Q()

    def options(self, user: User) -> list[tuple[str, str]]:
        return [("today", str(_("In two territories today")))]


class CoverageScreen(Screen):
    """Nothing here is entered by hand; what overlaps is mended by a name."""

    model = Coverage
    slug = "territory-customers"
    table = Columns("account", "territory", "account__owner", Column("account__place", label=_("Division")), "because", "starts_on", "ends_on")
    filters = ("territory", "account__owner", OverlapFilter("overlap"), "because", "starts_on")
    finds = ("account__name", "account__sort_key")
    sort = "account"
    reads = ("account", "territory")
    page = Page(Facts("account", "territory", "because", "starts_on", "ends_on"), beside=(Timeline(),))
    buttons = (actions.keep_here, actions.leave_out)
    bulk = (actions.keep_here, actions.leave_out)
    is_plain = True


def draws_territories(user: User) -> bool:
    return may(user, "change", Territory)


register(MenuItem("team", _("Overlaps of territories"), "territories-overlaps", "layers-intersect", 33, draws_territories))
