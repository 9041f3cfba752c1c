"""A dashboard of the large company: its frame, and each tile as the page asks for it by itself; with the SQL that finds the same figures."""

from collections.abc import Iterator

from django.urls import reverse

from kaituo.foundation.identity.models import User
from kaituo.office.reports.models import Dashboard, Tile

NAME, MONTH = "基准看板", ("2025-12-01", "2026-01-01")
BOOKED = "FROM metrics_entry e WHERE e.measure = 'orders.booked_revenue'"
SPAN = "e.\"on\" >= '{}' AND e.\"on\" < '{}'"
STAGES = "SELECT s.id, s.name, count(*), sum(o.amount) FROM pipeline_stage s JOIN pipeline_opportunity o ON o.stage_id = s.id"
OPEN = "o.won_on IS NULL AND o.lost_on IS NULL AND o.archived_at IS NULL"
TILES = {
    "measure:orders.booked_revenue": [f"SELECT sum(e.amount) {BOOKED} AND {SPAN.format(*days)}" for days in (MONTH, ("2025-11-01", "2025-12-01"))],
    "ready:people-booked": [f"SELECT e.person_id, sum(e.amount) {BOOKED} AND {SPAN.format(*MONTH)} GROUP BY e.person_id"],
    "ready:pipeline-stage": [f"{STAGES} WHERE {OPEN} GROUP BY s.id, s.name"],
}


def asked_for(user: User) -> Iterator[tuple[str, str, list[str]]]:
    """(name, address, statements of the floor)"""
    board = Dashboard.objects.filter(name=NAME, owner=user).first() or _made(user)
    tiles = list(board.tiles.active())
    frame = reverse("reports-dashboard-page", args=[board.pk])
    yield "dashboard, its frame", frame, [f"SELECT * FROM reports_tile WHERE dashboard_id = {board.pk}"]
    for tile in tiles:
        yield f"dashboard, tile of {tile.key}", reverse("reports-tile", args=[tile.pk]), TILES[f"{tile.kind}:{tile.key}"]


def _made(user: User) -> Dashboard:
    """Written straight into the tables, as the rest of the company is."""
    board = Dashboard.objects.create(name=NAME, owner=user, span="2025-12-01..2025-12-31")
    named = [each.split(":", 1) for each in TILES]
    Tile.objects.bulk_create(
        [Tile(dashboard=board, kind=kind, key=key, position=place, width=2, height=2, version=1) for place, (kind, key) in enumerate(named)]
    )
    return board
