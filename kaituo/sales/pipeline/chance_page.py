"""What the page about win probabilities shows: the last learning, how well it held on later deals, what weighs how much, and the learnings before."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .chances.learning import NEEDED, NEEDED_OF_EACH
from .choices import Source
from .models import ChanceLearning, Opportunity

SHOWN = 12
WEIGHTIEST = 14
NAMES = {
    "stage": _("Rate of the stage"),
    "stage_age": _("Longer in the stage than usual"),
    "amount": _("Larger than usual"),
    "next_step": _("A next step is planned"),
    "quiet": _("Longer without contact"),
    "contacts": _("More contacts"),
    "slips": _("Expected close put off more often"),
    "overdue": _("Expected close has passed"),
    "owner": _("Rate of the responsible rep"),
    "bought": _("Has bought before"),
}


@dataclass(frozen=True)
class Weight:
    """What a factor does to the chance, others equal: above zero it helps. `strength` is its share of the strongest."""

    name: str
    helps: bool
    strength: float


def context() -> dict[str, Any]:
    learnings = list(ChanceLearning.objects.defer("frame")[:SHOWN])
    latest = learnings[0] if learnings else None
    rated = Opportunity.objects.open().filter(win_chance__isnull=False).count()
    values = {"latest": latest, "learnings": learnings, "rated": rated, "needed": NEEDED, "needed_of_each": NEEDED_OF_EACH}
    return values | ({"weights": weights(latest), "chart": chart(latest)} if latest else {})


def weights(learning: ChanceLearning) -> list[Weight]:
    """By how much a usual difference in each factor moves the chance."""
    spread = learning.weights.get("spread", {})
    moved = {name: weight * spread[name] for name, weight in learning.weights.get("weights", {}).items()}
    most = max((abs(each) for each in moved.values()), default=0) or 1
    ordered = sorted(moved.items(), key=lambda each: -abs(each[1]))
    return [Weight(name_of(name), each > 0, abs(each) / most) for name, each in ordered[:WEIGHTIEST]]


def name_of(column: str) -> str:
    factor, _colon, value = column.partition(":")
    if factor == "source":
        return gettext("Source: %(source)s") % {"source": Source(value).label}
    return gettext("Product category: %(category)s") % {"category": value} if factor == "product" else str(NAMES[factor])


def chart(learning: ChanceLearning) -> dict[str, Any] | None:
    """What was said against what came, by group; on the line they would be the same."""
    groups = learning.groups
    if not groups:
        return None
    said, came = gettext("Predicted"), gettext("Won in fact")
    axis = {"type": "value", "axisLabel": {"formatter": "{value}%"}, "max": 100}
    series = [
        {"name": name, "type": "bar", "barMaxWidth": 18, "data": [round(getattr(group, field) * 100, 1) for group in groups]}
        for name, field in ((said, "said"), (came, "came"))
    ]
    return {"xAxis": {"type": "category", "data": [str(place + 1) for place in range(len(groups))]}, "yAxis": axis, "legend": {}, "series": series}
