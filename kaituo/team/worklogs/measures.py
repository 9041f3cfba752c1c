"""What work reports can count."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, RATIO, SHARE
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Worklog

_count = partial(measure, kind=FLOW, unit=COUNT, on="starts_on", credit=owner_credited(), follows={"worklogs.Worklog": "pk"})

_count("worklogs.handed_in_count", _("Work reports handed in"), rows=Worklog.objects.handed_in)
_count("worklogs.in_time_count", _("Work reports handed in in time"), rows=Worklog.objects.in_time)
measure(
    "worklogs.in_time_rate",
    _("Work reports in time"),
    kind=RATIO,
    unit=SHARE,
    formula="in_time / handed_in",
    names={"in_time": "worklogs.in_time_count", "handed_in": "worklogs.handed_in_count"},
    note=_("In time ÷ all that were handed in"),
)
