"""Dashboards: each tile by itself, their arrangement, and the wall that turns the pages. The page around the tiles is in `pages`."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import CHANGE, fetch, may, visible
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.views.base import toast
from kaituo.foundation.ui.fragments import render_page

from .. import actions
from ..models import Dashboard, Tile
from ..tiles import common_of, shown, title_of

FULL = 422


@require_GET
def tile(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, Tile.objects.active().select_related("dashboard", "report"), pk=pk)
    found = shown(row, request.user, common_of(request.GET, row.dashboard.span))
    return render_page(request, "reports/tile.html", {"tile": row, "shown": found, "currency": base_currency()})


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """`tile`: the keys in their new order; `size`: "12:2:1", width and height of a tile."""
    dashboard = fetch(request.user, Dashboard.objects.active(), CHANGE, pk=pk)
    order = [int(key) for key in request.POST.getlist("tile") if is_id(key)]
    try:
        actions.arrange(dashboard, by=request.user, order=order, sizes=_sizes(request.POST))
    except ValidationError as refusal:
        return toast(HttpResponse(status=FULL), " ".join(refusal.messages), "bad")
    return toast(HttpResponse(status=204), _("Arranged"))


def _sizes(sent: QueryDict) -> dict[int, tuple[int, int]]:
    parts = [each.split(":") for each in sent.getlist("size")]
    return {int(key): (int(width), int(height)) for key, width, height in (each for each in parts if len(each) == 3 and all(map(is_id, each)))}


@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """Dashboards one after the other over the whole screen: `board` (several; without it, all of the person's), `seconds` for each."""
    keys = [key for key in request.GET.getlist("board") if is_id(key)]
    rows = visible(request.user, Dashboard.objects.active())
    boards = list(rows.filter(pk__in=keys) if keys else rows)
    seconds = request.GET.get("seconds", "")
    shown_for = min(max(int(seconds), 5), 3600) if is_id(seconds) else 30
    pages = [(board, common_of(request.GET, board.span), board.tiles.active().select_related("report")) for board in boards]
    pages = [(board, common, [(each, each.title or title_of(each)) for each in tiles]) for board, common, tiles in pages]
    return render_page(request, "reports/wall.html", {"pages": pages, "seconds": shown_for, "may_arrange": may(request.user, "create", Dashboard)})
