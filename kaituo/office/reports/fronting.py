"""The dashboard on a person's first page: her own choice, else what her role was given; never one that she may not see."""

from dataclasses import dataclass, field

from django.http import QueryDict

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User

from .choices import FrontPlace
from .models import Dashboard, FrontPage, RoleFrontPage, Tile
from .tiles import Common, common_of, title_of

OFFERED = 12


@dataclass
class Front:
    """`dashboard`: None on the plain page. `offered`: what she may choose instead, her present one among them."""

    dashboard: Dashboard | None = None
    place: str = FrontPlace.BELOW
    offered: list[Dashboard] = field(default_factory=list)
    tiles: list[tuple[Tile, str]] = field(default_factory=list)
    common: Common = field(default_factory=Common)

    @property
    def is_alone(self) -> bool:
        return self.dashboard is not None and self.place == FrontPlace.INSTEAD


def front_of(user: User) -> Front:
    if not may(user, VIEW, Dashboard):
        return Front()
    dashboards = {row.pk: row for row in visible(user, Dashboard.objects.active())[:OFFERED]}
    wanted, place = _wanted(user)
    if wanted and wanted not in dashboards:
        dashboards |= {row.pk: row for row in visible(user, Dashboard.objects.active()).filter(pk=wanted)}
    front = Front(dashboards.get(wanted or 0), place, list(dashboards.values()) if may(user, "create", FrontPage) else [])
    if front.dashboard:
        front.common = common_of(QueryDict(), front.dashboard.span)
        front.tiles = [(tile, tile.title or title_of(tile)) for tile in front.dashboard.tiles.active().select_related("report")]
    return front


def _wanted(user: User) -> tuple[int | None, str]:
    own = FrontPage.objects.active().filter(owner=user).values_list("dashboard", "place").first()
    if own is not None:
        return own
    of_role = RoleFrontPage.objects.active().filter(role__key__in=user.rights.roles).values_list("dashboard", "place").first()
    return of_role or (None, FrontPlace.BELOW)
