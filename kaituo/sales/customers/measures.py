"""What customers can count: how many came, how many are held, and what is not known of them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, LEVEL, RATIO, SHARE, Direction, Family
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Account

accounts = Account.objects
_declare = partial(measure, family=Family.CUSTOMERS)
_held = partial(_declare, kind=LEVEL, unit=COUNT, credit=owner_credited())
"""Counted at night, as all measures of customers: entering many of them must not wait for it."""
_gap = partial(_held, family=Family.QUALITY, direction=Direction.LESS)

_declare(
    "customers.created_count",
    _("New customers entered"),
    kind=FLOW,
    unit=COUNT,
    rows=accounts.owned,
    on="created_at",
    credit=owner_credited(),
    note=_("Customers now held, on the day they were entered"),
)
_held("customers.held_count", _("Customers held"), rows=accounts.owned, note=_("Customers for whom somebody is responsible"))
_held("customers.key_count", _("Key customers held"), rows=accounts.key, note=_("Customers of class A for whom somebody is responsible"))
_gap(
    "customers.bare_count",
    _("Customers without a contact"),
    rows=accounts.bare,
    note=_("Held customers of whom no contact is known"),
)
_gap("customers.unplaced_count", _("Customers with gaps"), rows=accounts.unplaced, note=_("Held customers without industry or without a place"))
_declare(
    "customers.gap_share",
    _("Share of customers with gaps"),
    kind=RATIO,
    unit=SHARE,
    family=Family.QUALITY,
    direction=Direction.LESS,
    formula="gaps / held",
    names={"gaps": "customers.unplaced_count", "held": "customers.held_count"},
    note=_("Customers without industry or without a place ÷ customers held"),
)
