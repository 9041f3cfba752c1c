"""The causes that the cockpit knows: what each reads, its threshold unless the company sets another, and what helps."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import Unit

from .choices import CauseKey
from .engine.causing import Limit
from .models import CauseRule

D = Decimal


@dataclass(frozen=True)
class Cause:
    """`measure` is read of the last four weeks, or as it stands; without one the cockpit works the figure out itself."""

    key: CauseKey
    limit: Limit
    help: Any
    measure: str = ""
    unit: str = Unit.COUNT
    weight: int = 1

    @property
    def label(self) -> Any:
        return self.key.label


def _floor(threshold: str, **more) -> Limit:
    return Limit(D(threshold), is_floor=True, **more)


def _ceiling(threshold: str, **more) -> Limit:
    return Limit(D(threshold), is_floor=False, **more)


CAUSES = (
    Cause(CauseKey.OFF_PACE, _floor("0.8"), _("Agree on the next deals and dates in a one-on-one"), unit=Unit.SHARE, weight=3),
    Cause(CauseKey.THIN_PIPELINE, _floor("2"), _("Plan prospecting: new deals are needed, not harder closing"), weight=2),
    Cause(
        CauseKey.FEW_FIRST_VISITS,
        _floor("1", is_compared=True),
        _("Choose five new customers together and put the visits into the calendar"),
        "visits.first_count",
    ),
    Cause(CauseKey.FEW_VISITS, _floor("4", is_compared=True), _("Plan next week's visits together"), "visits.done_count"),
    Cause(
        CauseKey.FEW_CONTACTS, _floor("8", is_compared=True), _("Look at her week together: what keeps her from calling"), "activities.contact_count"
    ),
    Cause(CauseKey.DYING_STAGE, _ceiling("0.5", least_count=3), _("Go through the lost deals of that stage; train it"), unit=Unit.SHARE, weight=2),
    Cause(CauseKey.SLIPPED, _ceiling("1"), _("Set true dates, or lose what is dead"), "pipeline.slipped_count"),
    Cause(CauseKey.SILENT_KEY, _ceiling("0"), _("Call these customers this week"), "segments.silent_key_count", weight=2),
    Cause(
        CauseKey.SLOW_REPLIES,
        _ceiling("7", least_count=3, is_compared=True),
        _("Agree on the first follow-up within days; give fewer customers at once"),
        "allocation.first_reply_days",
        Unit.DAYS,
    ),
    Cause(CauseKey.LATE_FOLLOW_UPS, _ceiling("2"), _("Clear the list: do, move or drop each"), "activities.overdue_count"),
    Cause(
        CauseKey.DISCOUNTING,
        _ceiling("0.1", least_count=3),
        _("Practise defending the price; ask before discounts"),
        "orders.discount_rate",
        Unit.SHARE,
    ),
    Cause(CauseKey.OVERDUE, _ceiling("0.3", least_count=1), _("Call the debtors with finance"), "receivables.overdue_share", Unit.SHARE, weight=2),
    Cause(CauseKey.DATA_GAPS, _ceiling("0.3", least_count=3), _("Write the next step of every open deal"), "pipeline.aimless_share", Unit.SHARE),
    Cause(CauseKey.REPORTS, _floor("12", is_compared=True), _("Ask what is in the way of the daily report"), "worklogs.handed_in_count"),
)


def causes_now() -> list[Cause]:
    """With the thresholds that this company set; without what it does not look at. One query."""
    set_here = {row.cause: row for row in CauseRule.objects.filter(archived_at=None)}
    return [_as_set(cause, set_here.get(cause.key)) for cause in CAUSES if cause.key not in set_here or set_here[cause.key].is_on]


def _as_set(cause: Cause, row: CauseRule | None) -> Cause:
    if row is None:
        return cause
    return replace(cause, limit=replace(cause.limit, threshold=row.threshold, least_count=row.least_count), weight=row.weight)
