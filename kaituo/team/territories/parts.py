"""Blocks of territories: the tree around one, its customers in figures, and where a customer lies."""

from django.db.models import Count

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import Territory, TerritoryPath, User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.parts import Panel, Part
from kaituo.sales.customers.models import Account

from . import actions
from .models import Coverage


class Around(Part):
    """What stands above and below today, each with the customers in it that the reader may see."""

    template = "territories/parts/around.html"

    def context(self, row: Territory, user: User) -> dict | None:
        today = clock.today()
        paths = TerritoryPath.objects.filter(starts_on__lte=today, ends_on__gt=today)
        above = paths.filter(descendant=row, depth__gt=0).select_related("ancestor").order_by("-depth")
        below = paths.filter(ancestor=row, depth=1).select_related("descendant").order_by("descendant__code")
        lying = visible(user, Coverage.objects.on(today)).order_by().values_list("territory").annotate(Count("account", distinct=True))
        counts = dict(lying)
        lines = [(each.descendant, counts.get(each.descendant_id, 0)) for each in below]
        return {"above": [each.ancestor for each in above], "below": lines, "own": counts.get(row.pk, 0)}


class TerritoriesOfAccount(Panel):
    """Where the customer lies, since when and why; two that overlap are said aloud."""

    on = "customers.Account"
    template = "territories/parts/lies_in.html"
    is_beside = True

    def context(self, row: Account, user: User) -> dict | None:
        if not may(user, "view", Territory):
            return None
        today = clock.today()
        lines = list(Coverage.objects.on(today).filter(account=row).select_related("territory").order_by("territory__code"))
        overlap = Coverage.objects.filter(account=row).overlapping(today).exists() if len(lines) > 1 else False
        return {"lines": lines, "overlaps": overlap} if lines else None


class Members(Part):
    """Who works in the territory, from when until when."""

    template = "territories/parts/members.html"

    def context(self, row: Territory, user: User) -> dict | None:
        found = row.memberships.not_over(clock.today()).select_related("user").order_by("starts_on", "pk")
        may_end = may(user, actions.leave.verb.allow, row)
        return {"lines": list(found), "may_end": may_end} if found else None
