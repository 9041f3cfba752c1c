"""What the worth of customers can count. It is reckoned at night, and so are these."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, LEVEL, RATIO, SHARE, Direction, Family
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Worth

_nightly = partial(measure, kind=LEVEL, unit=COUNT, family=Family.CUSTOMERS, direction=Direction.LESS, credit=owner_credited("account__owner"))

_nightly(
    "segments.silent_count",
    _("Customers due for contact"),
    rows=Worth.objects.held,
    on="contact_due_on",
    due_only=True,
    note=_("Held customers with whom contact is due by the service policy of their class; counted every night"),
)
_nightly(
    "segments.silent_key_count",
    _("Key customers due for contact"),
    rows=Worth.objects.key,
    on="contact_due_on",
    due_only=True,
    note=_("The same of class A; counted every night"),
)
_nightly(
    "segments.waning_count",
    _("Customers about to be lost"),
    rows=Worth.objects.waning,
    note=_("Held customers whose buying declines or has stopped; counted every night"),
)
measure(
    "segments.waning_share",
    _("Share of customers about to be lost"),
    kind=RATIO,
    unit=SHARE,
    family=Family.CUSTOMERS,
    direction=Direction.LESS,
    formula="waning / held",
    names={"waning": "segments.waning_count", "held": "customers.held_count"},
    note=_("Customers whose buying declines or has stopped ÷ customers held"),
)
