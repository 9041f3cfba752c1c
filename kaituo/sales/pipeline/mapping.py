"""Which category a stage counts in, as of a day. A period keeps to the mapping of its first day: a change in the middle counts from the next one on."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from kaituo.foundation.kernel.period import Period

from .choices import Category
from .models import Opportunity, Stage, StageCategory


class CategoryMap:
    """Read once for any number of deals."""

    def __init__(self, period: Period) -> None:
        self.day = min(period.start, timezone.localdate())
        self.rows: dict[int, list[StageCategory]] = defaultdict(list)
        for row in StageCategory.objects.order_by("stage", "starts_on"):
            self.rows[row.stage_id].append(row)

    def of_stage(self, stage: Stage) -> Category:
        """A stage made later counts as it did when it was made; winning and losing need no mapping."""
        rows = self.rows[stage.pk]
        if not stage.is_open or not rows:
            return Category(stage.category)
        return Category(([row for row in rows if row.starts_on <= self.day] or rows[:1])[-1].category)

    def of_deal(self, deal: Opportunity) -> Category:
        """The rep's own word while the deal is open, else that of its stage."""
        return Category(deal.category) if deal.category and deal.stage.is_open else self.of_stage(deal.stage)

    def changed_since(self) -> list[StageCategory]:
        """The changes that do not count in this period yet, for the page to say so."""
        return [row for rows in self.rows.values() for row in rows[1:] if row.starts_on > self.day]


def remember(stage: Stage, on: date) -> None:
    """From this day on the stage counts in its present category."""
    StageCategory.objects.update_or_create(stage=stage, starts_on=on, defaults={"category": stage.category})
