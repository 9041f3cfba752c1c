"""The verbs of reports: rebuild, copy, mark and unmark; of dashboards: arrange, copy, show first; of dispatches: stop and resume."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .choices import FrontPlace, TileKind
from .forms import FrontForm, TileForm
from .models import Dashboard, Dispatch, Favourite, FrontPage, Report, Tile
from .models.dashboard import HIGHEST, MOST_TILES, WIDEST
from .ready import READY


@action(label=gettext_lazy("Copy"), says=events.REPORT_COPIED, allow="view", icon="copy")
def copy(report: Report, *, by: User) -> Report:
    """One's own, to change as one likes; others do not see it."""
    name = (_("Copy of %(name)s") % {"name": report.name})[:120]
    return records.create(Report(name=name, notes=report.notes, owner=by, definition=report.definition), by=by)


def rebuild(report: Report, definition: Mapping[str, Any], *, by: User) -> Report:
    """What it asks for from now on. Raises PermissionDenied, ValidationError."""
    return records.change(report, {"definition": dict(definition)}, by=by, says=events.REPORT_REBUILT)


def mark(*, by: User, report: Report | None = None, ready: str = "") -> Favourite:
    """Again what is a favourite already stays one; what was taken off comes back. Raises Refused for a ready report nobody knows."""
    if report is None and ready not in READY:
        raise Refused(_("There is no such ready report."))
    kept = Favourite.objects.filter(owner=by, report=report, ready=ready).first()
    if kept is None:
        return records.create(Favourite(owner=by, report=report, ready=ready), by=by, says=events.REPORT_MARKED)
    if kept.is_archived:
        records.restore(kept, by=by)
    return kept


def unmark(*, by: User, report: Report | None = None, ready: str = "") -> None:
    for kept in Favourite.objects.active().filter(owner=by, report=report, ready=ready):
        records.archive(kept, by=by)


@action(label=gettext_lazy("Show on my first page"), says=events.FRONT_CHOSEN, allow="view", form=FrontForm, icon="home")
def show_first(dashboard: Dashboard, *, by: User, place: str = FrontPlace.BELOW) -> FrontPage:
    """On the first page of whoever chooses it, until she chooses otherwise."""
    return _choose_front(by, dashboard, place)


def show_plain(*, by: User) -> FrontPage:
    """The first page without a dashboard, also where the person's role has one."""
    return _choose_front(by, None, FrontPlace.BELOW)


def _choose_front(by: User, dashboard: Dashboard | None, place: str) -> FrontPage:
    kept = FrontPage.objects.filter(owner=by).first()
    if kept is None:
        return records.create(FrontPage(owner=by, dashboard=dashboard, place=place), by=by, says=events.FRONT_CHOSEN)
    return records.change(kept, {"dashboard": dashboard, "place": place}, by=by, says=events.FRONT_CHOSEN)


@action(label=pgettext_lazy("dashboard", "Copy"), says=events.DASHBOARD_COPIED, allow="view", icon="copy")
def copy_dashboard(dashboard: Dashboard, *, by: User) -> Dashboard:
    """With its tiles; those over reports that the person may not see show her so."""
    name = (_("Copy of %(name)s") % {"name": dashboard.name})[:120]
    own = records.create(Dashboard(name=name, notes=dashboard.notes, owner=by, span=dashboard.span), by=by)
    kept = ("kind", "report", "key", "title", "position", "width", "height")
    for tile in dashboard.tiles.active():
        records.create(Tile(dashboard=own, **{name: getattr(tile, name) for name in kept}), by=by)
    return own


@action(label=gettext_lazy("Add a tile"), says=events.DASHBOARD_ARRANGED, allow="change", form=TileForm, icon="plus")
def add_tile(dashboard: Dashboard, *, by: User, what: str, width: int = 2, title: str = "") -> Tile:
    """`what`: "report:12", "ready:customers-top" or "measure:orders.booked_revenue". Raises Refused."""
    if dashboard.tiles.active().count() >= MOST_TILES:
        raise Refused(_("A dashboard holds at most %(most)s tiles. Take one away, or begin another dashboard.") % {"most": MOST_TILES})
    kind, _colon, key = what.partition(":")
    pointed = {"report_id": int(key)} if kind == TileKind.REPORT else {"key": key}
    last = dashboard.tiles.order_by("-position").values_list("position", flat=True).first()
    tile = Tile(dashboard=dashboard, kind=kind, title=title, position=(last or 0) + 1, width=width, **pointed)
    return records.create(tile, by=by)


@action(label=gettext_lazy("Arrange"), says=events.DASHBOARD_ARRANGED, allow="change")
def arrange(dashboard: Dashboard, *, by: User, order: Sequence[int], sizes: Mapping[int, tuple[int, int]] | None = None) -> None:
    """`order`: the keys of the tiles from first to last; a tile that is not named is put away. `sizes`: (width, height)."""
    places = {key: number for number, key in enumerate(order)}
    for tile in dashboard.tiles.active():
        if tile.pk not in places:
            records.archive(tile, by=by)
            continue
        width, height = (sizes or {}).get(tile.pk, (tile.width, tile.height))
        size = {"width": min(max(width, 1), WIDEST), "height": min(max(height, 1), HIGHEST)}
        records.change(tile, {"position": places[tile.pk], **size}, by=by)


@action(label=pgettext_lazy("dispatch", "Stop"), says=events.DISPATCH_STOPPED, allow="change", when="is_on", icon="player-pause")
def stop(dispatch: Dispatch, *, by: User) -> None:
    dispatch.is_on = False
    dispatch.save(update_fields=["is_on"])


@action(label=pgettext_lazy("dispatch", "Resume"), says=events.DISPATCH_RESUMED, allow="change", when="is_off", icon="player-play")
def resume(dispatch: Dispatch, *, by: User) -> None:
    """Its next hour is the next from now on; what fell out is not made up for."""
    dispatch.is_on, dispatch.next_at = True, None
    dispatch.save(update_fields=["is_on", "next_at"])


@action(label=pgettext_lazy("dispatch", "Sent"), says=events.DISPATCH_SENT, allow="send")
def took_its_turn(dispatch: Dispatch, *, by: User, count: int) -> None:
    """Its letters are on their way to so many readers."""
    dispatch.sent_at, dispatch.next_at = timezone.now(), None
    dispatch.save(update_fields=["sent_at", "next_at"])
