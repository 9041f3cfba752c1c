"""What tasks can count."""

from functools import partial

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, LEVEL, RATIO, SHARE, Direction, Family
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Task

_count = partial(measure, kind=FLOW, unit=COUNT, on="done_on", credit=owner_credited(), follows={"tasks.Task": "pk"})

_standing = partial(_count, kind=LEVEL, direction=Direction.LESS)

_count("tasks.done_count", _("Tasks finished"), rows=Task.objects.credited, note=_("On the day they were finished"))
_count(
    "tasks.due_done_count",
    _("Tasks with a day finished"),
    rows=lambda: Task.objects.credited().filter(due_on__isnull=False),
    note=_("Finished tasks that had a day"),
)
_count(
    "tasks.in_time_count",
    _("Tasks finished in time"),
    rows=lambda: Task.objects.credited().filter(due_on__gte=F("done_on")),
    note=_("Finished on their day or before"),
)
_standing("tasks.open_count", _("Open tasks"), on="", rows=Task.objects.given, direction=Direction.NEUTRAL, note=_("Tasks that are still to be done"))
_standing(
    "tasks.overdue_count",
    _("Overdue tasks"),
    on="due_on",
    rows=lambda: Task.objects.given().filter(due_on__isnull=False),
    due_only=True,
    family=Family.SPEED,
    note=_("Still to be done although their day has passed"),
)
measure(
    "tasks.in_time_rate",
    _("Tasks in time"),
    family=Family.SPEED,
    kind=RATIO,
    unit=SHARE,
    formula="in_time / due",
    names={"in_time": "tasks.in_time_count", "due": "tasks.due_done_count"},
    note=_("Finished by their day ÷ finished tasks that had one"),
)
