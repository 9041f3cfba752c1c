"""The part of an opportunity's page that says how likely it is to be won, and why; and the list's filter by it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import reaches_all
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.filters import Filter
from kaituo.foundation.screens.parts import Part
from kaituo.foundation.ui import formats

from .chances.wording import told
from .models import ChanceLearning, WinChance

BANDS = {"high": (Decimal("0.7"), None), "even": (Decimal("0.4"), Decimal("0.7")), "low": (None, Decimal("0.4"))}


class ChancePart(Part):
    template = "pipeline/chances/part.html"

    def context(self, row: models.Model, user: User) -> dict | None:
        """Nothing of a deal that is over; before the first night only that."""
        chance = WinChance.objects.filter(opportunity=row).select_related("learning").first() if row.is_open else None
        if chance is None:
            return None
        chance.opportunity = row
        factors, hidden = told(chance, user)
        values = {"chance": chance, "factors": factors, "hidden": hidden, "learning": chance.learning}
        return values | {"said": row.effective_probability(), "may_look": reaches_all(user, ChanceLearning)}


class ChanceFilter(Filter):
    """In three bands: nobody tells 61 % from 63 %."""

    def options(self, user: User) -> list[tuple[str, str]]:
        low, high = (formats.percent(BANDS["even"][end], 0) for end in (0, 1))
        return [
            ("high", _("%(share)s and more") % {"share": high}),
            ("even", _("%(low)s to %(high)s") % {"low": low, "high": high}),
            ("low", _("Less than %(share)s") % {"share": low}),
        ]

    def condition(self, values: list[str], user: User) -> Q:
        condition = Q(pk__in=[])
        for value in self.known(values, user):
            low, high = BANDS[value]
            within = Q(**{f"{self.name}__gte": low}) if low is not None else Q()
            condition |= within & Q(**{f"{self.name}__lt": high}) if high is not None else within
        return condition
