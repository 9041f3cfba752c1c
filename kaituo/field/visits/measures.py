"""What visits can count: on the day they were made, for whoever made them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, RATIO, SHARE
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Visit

visits = Visit.objects
_visits = partial(measure, kind=FLOW, unit=COUNT, credit=owner_credited(), follows={"visits.Visit": "pk"})

_visits("visits.done_count", _("Visits made"), on="done_on", rows=visits.done, note=_("Without those that were not accepted"))
_visits("visits.as_planned_count", _("Visits made on their planned day"), on="done_on", rows=visits.as_planned)
_visits("visits.due_count", _("Visits planned"), on="due_on", rows=visits.due, note=_("Without those that were called off"))
_visits("visits.missed_count", _("Visits missed"), on="due_on", rows=visits.missed)
_visits("visits.field_days", _("Days with visits"), on="done_on", rows=visits.opening)
_visits("visits.minutes", _("Minutes on site"), on="done_on", amount="minutes", rows=visits.done)
measure(
    "visits.as_planned_rate",
    _("Visits on plan"),
    kind=RATIO,
    unit=SHARE,
    formula="made / planned",
    names={"made": "visits.as_planned_count", "planned": "visits.due_count"},
    note=_("Made on their planned day ÷ all that were planned"),
)
measure(
    "visits.per_day",
    _("Visits per day in the field"),
    kind=RATIO,
    unit=COUNT,
    formula="made / days",
    names={"made": "visits.done_count", "days": "visits.field_days"},
)
measure(
    "visits.minutes_each",
    _("Minutes per visit"),
    kind=RATIO,
    unit=COUNT,
    formula="minutes / made",
    names={"minutes": "visits.minutes", "made": "visits.done_count"},
)
