"""What visits can count: on the day they were made, for whoever made them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, RATIO, SHARE, Direction, Family
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Visit

visits = Visit.objects
_visits = partial(measure, kind=FLOW, unit=COUNT, credit=owner_credited(), follows={"visits.Visit": "pk"})

_visits("visits.done_count", _("Visits made"), on="done_on", rows=visits.done, note=_("Without those that were not accepted"))
_visits(
    "visits.first_count",
    _("First visits"),
    on="done_on",
    rows=visits.first_of_customer,
    hangs_together=True,
    family=Family.CUSTOMERS,
    also=("visits.done_count",),
    note=_("Visits to customers whom nobody had visited before"),
)
_visits(
    "visits.as_planned_count",
    _("Visits made on their planned day"),
    on="done_on",
    rows=visits.as_planned,
    also=("visits.due_count", "visits.done_count"),
    note=_("Made on the day for which they were first planned"),
)
_visits("visits.due_count", _("Visits planned"), on="due_on", rows=visits.due, note=_("Without those that were called off"))
_visits(
    "visits.missed_count",
    _("Visits missed"),
    on="due_on",
    rows=visits.missed,
    family=Family.QUALITY,
    direction=Direction.LESS,
    note=_("Planned and neither made nor called off"),
)
_visits(
    "visits.refused_count",
    _("Visits not accepted"),
    on="done_on",
    rows=visits.refused,
    family=Family.QUALITY,
    direction=Direction.LESS,
    note=_("Made, and not accepted by whoever judged them"),
)
_visits("visits.field_days", _("Days with visits"), on="done_on", rows=visits.opening, note=_("Days on which at least one visit was made"))
_visits("visits.minutes", _("Minutes on site"), on="done_on", amount="minutes", rows=visits.done, note=_("From check-in to check-out"))
measure(
    "visits.missed_rate",
    _("Share of visits missed"),
    kind=RATIO,
    unit=SHARE,
    family=Family.QUALITY,
    direction=Direction.LESS,
    formula="missed / planned",
    names={"missed": "visits.missed_count", "planned": "visits.due_count"},
    note=_("Missed ÷ planned visits"),
)
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
    note=_("Visits made ÷ days with visits"),
)
measure(
    "visits.minutes_each",
    _("Minutes per visit"),
    kind=RATIO,
    unit=COUNT,
    formula="minutes / made",
    names={"minutes": "visits.minutes", "made": "visits.done_count"},
    direction=Direction.NEUTRAL,
    note=_("Minutes on site ÷ visits made"),
)
