"""What work reports can count."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, RATIO, SHARE, Direction, Family, Keeper
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Worklog

_declare = partial(measure, family=Family.QUALITY, keeper=Keeper.MANAGERS)
_count = partial(_declare, kind=FLOW, unit=COUNT, on="starts_on", credit=owner_credited(), follows={"worklogs.Worklog": "pk"})

_count("worklogs.handed_in_count", _("Work reports handed in"), rows=Worklog.objects.handed_in, note=_("For the days they speak of"))
_count(
    "worklogs.in_time_count",
    _("Work reports handed in in time"),
    rows=Worklog.objects.in_time,
    also=("worklogs.handed_in_count",),
    note=_("Handed in before their hour"),
)
_count(
    "worklogs.late_count",
    _("Work reports handed in late"),
    rows=Worklog.objects.late,
    direction=Direction.LESS,
    note=_("Handed in after their hour"),
)
_declare(
    "worklogs.in_time_rate",
    _("Work reports in time"),
    kind=RATIO,
    unit=SHARE,
    formula="in_time / handed_in",
    names={"in_time": "worklogs.in_time_count", "handed_in": "worklogs.handed_in_count"},
    note=_("In time ÷ all that were handed in"),
)
