"""What a ready report is, and the shelf on which the ready set stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.screens.screen import SCREENS

from ..engine.definition import MEASURES, Definition, read

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


@dataclass(frozen=True)
class Ready:
    """`page` names the address of one that has a shape of its own and cannot be built; it is neither drawn in a tile nor opened in the builder."""

    key: str
    shelf: str
    title: Any
    text: Any
    saved: Mapping[str, Any] = field(default_factory=dict)
    page: str = ""

    @property
    def definition(self) -> Definition:
        return read(self.saved)

    @property
    def href(self) -> str:
        return reverse(self.page) if self.page else reverse("reports-ready", args=[self.key])

    @property
    def icon(self) -> str:
        return ICONS[self.shelf]

    def allowed(self, user: User) -> bool:
        about = self.saved["about"]
        return may(user, VIEW, Entry if about == MEASURES else SCREENS[about].model)


def shelve(shelf: str, key: str, title: Any, text: Any, about: str, rows: list[str], values: list[str], **more: Any) -> None:
    READY[key] = Ready(key, shelf, title, text, {"about": about, "rows": rows, "values": values, **more})


def shelve_page(shelf: str, key: str, title: Any, text: Any, about: str, page: str) -> Ready:
    """`about` says whose readers may open it: a kind of record, or measures."""
    READY[key] = Ready(key, shelf, title, text, {"about": about}, page)
    return READY[key]


def ranked(key: str, title: Any, measures: list[str], text: Any = "", by: str = "person", **more: Any) -> None:
    values = [f"measure:{each}" for each in measures]
    shelve("people", key, title, text, MEASURES, [by], values, **{"span": "month", "chart": "lying", "compare": "previous", **more})


def over_time(key: str, title: Any, measures: list[str], text: Any = "", shelf: str = "trends", **more: Any) -> None:
    values = [f"measure:{each}" for each in measures]
    shelve(shelf, key, title, text, MEASURES, ["month"], values, **{"span": "365d", "chart": "line", **more})
