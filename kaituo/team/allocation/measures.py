"""What the public pool can count: who takes customers from it, who loses them to it, and how soon they are followed up."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, DAYS, FLOW, RATIO, Direction, Family, Keeper
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Tenure

_nightly = partial(measure, kind=FLOW, unit=COUNT, family=Family.CUSTOMERS, keeper=Keeper.MANAGERS, credit=owner_credited("person"))

_nightly(
    "allocation.claimed_count", _("Customers claimed"), rows=Tenure.objects.claimed, on="began_on", note=_("From public pools; counted every night")
)
_nightly(
    "allocation.recycled_count",
    _("Customers lost to the pool"),
    rows=Tenure.objects.recycled,
    on="ended_on",
    direction=Direction.LESS,
    note=_("Recycled by the rules of a pool; counted every night"),
)
_nightly(
    "allocation.followed_count",
    _("New customers followed up"),
    rows=Tenure.objects.followed,
    on="first_follow_up_on",
    family=Family.SPEED,
    note=_("Received customers, on the day of their first follow-up; counted every night"),
)
_nightly(
    "allocation.waiting_days",
    _("Days to first follow-up, in all"),
    unit=DAYS,
    rows=Tenure.objects.followed,
    on="first_follow_up_on",
    amount="waiting_days",
    family=Family.SPEED,
    direction=Direction.LESS,
    note=_("Days from receiving a customer to the first follow-up, added up; counted every night"),
)
measure(
    "allocation.first_reply_days",
    _("Days to first follow-up"),
    kind=RATIO,
    unit=DAYS,
    family=Family.SPEED,
    direction=Direction.LESS,
    keeper=Keeper.MANAGERS,
    formula="days / customers",
    names={"days": "allocation.waiting_days", "customers": "allocation.followed_count"},
    note=_("Days from receiving a customer to the first follow-up, on average"),
)
