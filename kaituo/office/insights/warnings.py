"""Customers that are likely to be lost, by stated rules: their buying declines or has stopped, or a key customer was left without contact."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.ui.formats import day
from kaituo.sales.customers.choices import AccountClass
from kaituo.sales.segments.choices import Stage
from kaituo.sales.segments.models import Worth

LISTED, GRACE_DAYS = 12, 14
WANING = (Stage.DECLINING, Stage.DORMANT)
KEY = (AccountClass.A, AccountClass.B)


@dataclass(frozen=True)
class Warned:
    worth: Worth
    reasons: list[str]

    @property
    def revenue(self) -> Decimal:
        return self.worth.revenue


def customers_at_risk(user: User, today: date) -> list[Warned]:
    """Those who bought most in the last year come first."""
    late = Q(account__account_class__in=KEY, contact_due_on__lt=today - timedelta(days=GRACE_DAYS))
    rows = visible(user, Worth.objects.of_held()).filter(Q(stage__in=WANING, revenue__gt=0) | late)
    found = rows.select_related("account__owner").order_by("-revenue", "pk")[:LISTED]
    return [Warned(row, _reasons(row, today)) for row in found]


def _reasons(row: Worth, today: date) -> list[str]:
    said = []
    if row.stage == Stage.DECLINING:
        said.append(_("buys less than half a year ago"))
    if row.stage == Stage.DORMANT and row.last_order_on:
        said.append(_("last order on %(day)s") % {"day": day(row.last_order_on)})
    if row.contact_due_on and row.contact_due_on < today - timedelta(days=GRACE_DAYS):
        said.append(_("contact was due on %(day)s") % {"day": day(row.contact_due_on)})
    return said
