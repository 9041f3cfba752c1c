"""What a ready report is, and the shelf on which the ready set stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.screens.screen import SCREENS

from ..engine.definition import MEASURES, SHAPED, Definition, read
from ..sheets import Sheet

READY: dict[str, "Ready"] = {}
SHELVES = {
    "people": _("People"),
    "trends": _("Trends"),
    "customers": pgettext_lazy("of reports", "Customers"),
    "pipeline": pgettext_lazy("of reports", "Pipeline and leads"),
    "products": _("Products and prices"),
    "money": pgettext_lazy("of reports", "Receipts and receivables"),
    "activity": pgettext_lazy("of reports", "Activity"),
}
ICONS = {
    "people": "trophy",
    "trends": "chart-line",
    "customers": "building",
    "pipeline": "chart-funnel",
    "products": "box",
    "money": "coins",
    "activity": "calendar-event",
}


Parameters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Shape:
    """One that cannot be built: where its own page is, and how it is drawn elsewhere. `models` decide what a reader sees of it; `narrowed` gives the
    parameters for a dashboard's days and team. `draw` raises Faulty."""

    page: str
    draw: Callable[[QueryDict, User], Sheet]
    models: tuple[Any, ...]
    narrowed: Callable[[str, str], Parameters]
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ready:
    """`shape`: of one with a shape of its own; what is saved of it are the parameters of its page."""

    key: str
    shelf: str
    title: Any
    text: Any
    saved: Mapping[str, Any] = field(default_factory=dict)
    shape: Shape | None = None

    @property
    def definition(self) -> Definition:
        return Definition(f"{SHAPED}{self.key}") if self.shape else read(self.saved)

    @property
    def href(self) -> str:
        return reverse(self.shape.page, args=self.shape.arguments) if self.shape else reverse("reports-ready", args=[self.key])

    @property
    def icon(self) -> str:
        return ICONS[self.shelf]

    def allowed(self, user: User) -> bool:
        about = self.saved["about"]
        return may(user, VIEW, Entry if about == MEASURES else SCREENS[about].model)


def shelve(shelf: str, key: str, title: Any, text: Any, about: str, rows: list[str], values: list[str], **more: Any) -> None:
    READY[key] = Ready(key, shelf, title, text, {"about": about, "rows": rows, "values": values, **more})


def shelve_shape(shelf: str, key: str, title: Any, text: Any, about: str, shape: Shape) -> Ready:
    """`about` says whose readers may open it: a kind of record, or measures."""
    READY[key] = Ready(key, shelf, title, text, {"about": about}, shape)
    return READY[key]


def ranked(key: str, title: Any, measures: list[str], text: Any = "", by: str = "person", **more: Any) -> None:
    values = [f"measure:{each}" for each in measures]
    shelve("people", key, title, text, MEASURES, [by], values, **{"span": "month", "chart": "lying", "compare": "previous", **more})


def over_time(key: str, title: Any, measures: list[str], text: Any = "", shelf: str = "trends", **more: Any) -> None:
    values = [f"measure:{each}" for each in measures]
    shelve(shelf, key, title, text, MEASURES, ["month"], values, **{"span": "365d", "chart": "line", **more})
