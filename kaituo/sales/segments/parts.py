"""Blocks that segments add to the pages of plans and customers."""

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Panel, Part
from kaituo.sales.customers.models import Account

from . import actions
from .choices import ATTITUDE_TONES
from .models import AccountPlan, ServicePolicy, Worth


class InfluenceMap(Part):
    """Who decides, from the most to the least influence, who listens to whom, and where each stands."""

    template = "segments/parts/influence.html"

    def context(self, row: AccountPlan, user: User) -> dict | None:
        people = list(row.people.filter(archived_at=None).select_related("contact", "swayed_by").order_by("-influence", "pk"))
        levels = [(level, [each for each in people if each.influence == level]) for level in range(5, 0, -1)]
        return {"levels": [(level, each) for level, each in levels if each], "tones": ATTITUDE_TONES} if people else None


class WorthOfAccount(Panel):
    """What the customer is worth, why it is of its class, and what it is owed."""

    on = "customers.Account"
    template = "segments/parts/worth.html"
    is_beside = True

    def context(self, row: Account, user: User) -> dict | None:
        worth = visible(user, Worth.objects.filter(account=row)).first()
        if worth is None:
            return None
        policy = ServicePolicy.objects.filter(archived_at=None, account_class=row.account_class).first()
        verbs = [function.verb for function in (actions.fix_class, actions.free_class) if function.verb.fits(worth) and may(user, "transfer", row)]
        return {"worth": worth, "policy": policy, "account": row, "verbs": verbs}
