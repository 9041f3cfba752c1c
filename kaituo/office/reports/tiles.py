"""What a tile shows to one person, under the dashboard's common choice of days and team."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import MEASURES, Measure, lies_on_days
from kaituo.foundation.metrics.models import Entry
from kaituo.office.insights.figures import may_read

from .addresses import builder_url
from .choices import TileKind
from .engine.definition import MEASURES as LIBRARY
from .engine.definition import Definition, Faulty, Value
from .fields import takes_team
from .models import Report, Tile
from .ready import READY
from .running import show
from .shapes import shape_of
from .sheets import Sheet
from .spans import WORDS, period_of
from .wording import said

HEIGHTS = {1: ("sm", 6), 2: ("md", 12), 3: ("lg", 20)}
"""Height of a tile → that of its picture, and how many rows are drawn in it."""


@dataclass(frozen=True)
class Common:
    """What a dashboard's reader chose for all tiles."""

    span: str = ""
    team: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in (("span", self.span), ("team", self.team)) if value]


@dataclass
class Shown:
    """`fault` says why there is nothing to see."""

    title: str
    href: str = ""
    sheet: Sheet | None = None
    fault: str = ""
    chart_height: str = "sm"


def shown(tile: Tile, user: User, common: Common) -> Shown:
    try:
        return _shown(tile, user, common)
    except Faulty as fault:
        return Shown(tile.title or title_of(tile), fault=said(fault))


def _shown(tile: Tile, user: User, common: Common) -> Shown:
    narrowed = _narrowed(_definition(tile, user), user, common)
    height, drawn = HEIGHTS[tile.height]
    sheet = show(narrowed, user, drawn=drawn)
    return Shown(tile.title or title_of(tile), builder_url(narrowed), sheet, chart_height=height)


def _narrowed(definition: Definition, user: User, common: Common) -> Definition:
    if definition.shape:
        return definition.narrowed("", shape_of(definition, user).narrowed(common.span, common.team))
    return definition.narrowed(common.span if definition.on or definition.is_of_measures else "", _filters(definition, common))


def _filters(definition: Definition, common: Common) -> dict[str, tuple[str, ...]]:
    return {"team": (common.team,)} if common.team and (definition.is_of_measures or takes_team(definition.about)) else {}


def _definition(tile: Tile, user: User) -> Definition:
    """Raises Faulty for what is not there, or not hers."""
    if tile.kind == TileKind.REPORT:
        report = visible(user, Report.objects.active()).filter(pk=tile.report_id).first()
        if report is None:
            raise Faulty("hidden_report")
        return report.asked()
    if tile.kind == TileKind.READY:
        ready = READY.get(tile.key)
        if ready is None or not ready.allowed(user):
            raise Faulty("hidden_report")
        return ready.definition
    measure = MEASURES.get(tile.key)
    if measure is None:
        raise Faulty("unknown_measure", name=tile.key)
    if not may(user, VIEW, Entry) or not may_read(user, measure):
        raise Faulty("nothing_left", names=[str(measure.label)])
    return _of_measure(measure)


def _of_measure(measure: Measure) -> Definition:
    """Its number; of what lies on days in this month, beside the month before."""
    on_days = lies_on_days(measure)
    return Definition(
        LIBRARY, values=(Value("measure", measure.name),), span="month" if on_days else "", compare="previous" if on_days else "", chart="number"
    )


def title_of(tile: Tile) -> str:
    if tile.kind == TileKind.READY and tile.key in READY:
        return str(READY[tile.key].title)
    if tile.kind == TileKind.MEASURE and tile.key in MEASURES:
        return str(MEASURES[tile.key].label)
    return str(tile)


def common_of(query: Any, span: str = "") -> Common:
    """As the address asks; else the dashboard's own days."""
    asked, team = query.get("span", ""), query.get("team", "")
    known = asked in WORDS or period_of(asked, timezone.localdate()) is not None
    return Common(asked if known else span, team if team.isdigit() and len(team) < 18 else "")
