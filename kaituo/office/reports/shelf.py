"""What stands on the first page of reports for one person."""

from functools import cached_property
from typing import Any

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User

from .models import Dashboard, Favourite, Report
from .ready import READY, SHELVES, Ready

MOST = 200


class Shelf:
    """`text` narrows everything by name."""

    def __init__(self, user: User, text: str = "") -> None:
        self.user, self.text = user, text.strip()

    def _says(self, *said: Any) -> bool:
        return not self.text or any(self.text.casefold() in str(each).casefold() for each in said)

    @cached_property
    def reports(self) -> list[Report]:
        found = visible(self.user, Report.objects.active()).select_related("owner", "team", "role").order_by("name", "pk")[:MOST]
        return [row for row in found if self._says(row.name, row.notes)]

    @property
    def own(self) -> list[Report]:
        return [row for row in self.reports if row.owner_id == self.user.pk]

    @property
    def opened(self) -> list[Report]:
        """What others opened for her."""
        return [row for row in self.reports if row.owner_id != self.user.pk]

    @cached_property
    def dashboards(self) -> list[Dashboard]:
        found = visible(self.user, Dashboard.objects.active()).select_related("owner", "team", "role")[:MOST]
        return [row for row in found if self._says(row.name, row.notes)]

    @cached_property
    def marked(self) -> list[Favourite]:
        return list(Favourite.objects.active().filter(owner=self.user).order_by("pk"))

    @property
    def favourites(self) -> list[tuple[Report | None, Ready | None]]:
        """Those that she may still see."""
        by_key = {row.pk: row for row in self.reports}
        found = [(by_key.get(each.report_id), READY.get(each.ready)) for each in self.marked]
        return [(report, ready) for report, ready in found if report or (ready and ready.allowed(self.user) and self._says(ready.title))]

    @cached_property
    def ready(self) -> list[tuple[Any, list[Ready]]]:
        allowed = [each for each in READY.values() if each.allowed(self.user) and self._says(each.title, each.text)]
        shelves = [(label, [each for each in allowed if each.shelf == shelf]) for shelf, label in SHELVES.items()]
        return [(label, found) for label, found in shelves if found]


def is_marked(user: User, *, report: Report | None = None, ready: str = "") -> bool:
    return Favourite.objects.active().filter(owner=user, report=report, ready=ready).exists()
