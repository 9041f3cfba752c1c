"""What meetings can count: that they were held, never what was said in them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, Keeper
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Meeting

_held = partial(measure, kind=FLOW, unit=COUNT, on="starts_at", keeper=Keeper.MANAGERS, follows={"meetings.Meeting": "pk"})

_held("meetings.held_count", _("Meetings held"), rows=Meeting.objects.held, credit=owner_credited(), note=_("For whoever called them"))
_held(
    "meetings.one_on_one_count",
    _("One-on-ones held with the person"),
    rows=Meeting.objects.one_on_ones,
    credit=owner_credited("person"),
    note=_("For the person with whom they were held"),
)
