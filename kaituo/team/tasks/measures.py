"""What tasks can count."""

from functools import partial

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, RATIO, SHARE
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Task

_count = partial(measure, kind=FLOW, unit=COUNT, on="done_on", credit=owner_credited(), follows={"tasks.Task": "pk"})

_count("tasks.done_count", _("Tasks finished"), rows=Task.objects.credited)
_count("tasks.due_done_count", _("Tasks with a day finished"), rows=lambda: Task.objects.credited().filter(due_on__isnull=False))
_count("tasks.in_time_count", _("Tasks finished in time"), rows=lambda: Task.objects.credited().filter(due_on__gte=F("done_on")))
measure(
    "tasks.in_time_rate",
    _("Tasks in time"),
    kind=RATIO,
    unit=SHARE,
    formula="in_time / due",
    names={"in_time": "tasks.in_time_count", "due": "tasks.due_done_count"},
    note=_("Finished by their day ÷ finished tasks that had one"),
)
