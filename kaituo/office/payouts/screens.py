"""Leads a payee from her own statement, and from the menu, to what her open deals would pay her."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Panel
from kaituo.foundation.ui.navigation import MenuItem, register


def is_payee(user: User) -> bool:
    """Whoever may answer a statement of her own."""
    return bool(user.rights.reach("commissions.Statement", "confirm"))


class ForecastOfStatement(Panel):
    """Shown to the payee alone."""

    on = "commissions.Statement"
    template = "payouts/forecast.html"
    title = _("Forecast from open deals")
    is_beside = True

    def context(self, row: Model, user: User) -> dict | None:
        return {"statement": row} if row.payee_id == user.pk else None


register(MenuItem("performance", _("What would I earn?"), "payouts-whatif", "bulb", 35, is_payee))
