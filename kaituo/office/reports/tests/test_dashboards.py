"""Dashboards: who sees them, how they are arranged, and that every tile shows each reader her own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kaituo.foundation.identity.models import Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.office.reports import actions
from kaituo.office.reports.models import Dashboard, Report, Tile
from kaituo.office.reports.models.dashboard import MOST_TILES

ORDERS = {"about": "orders.Order", "rows": ["owner"], "values": ["sum:net_amount"], "on": "ordered_on"}


@pytest.fixture
def report(business):
    return records.create(Report(name="Orders", owner=business.mei, definition=ORDERS), by=business.mei)


@pytest.fixture
def dashboard(business):
    role = Role.objects.get(key="rep")
    return records.create(Dashboard(name="Ours", owner=business.mei, openness="role", role=role), by=business.mei)


@pytest.fixture
def tiles(business, dashboard):
    return [actions.add_tile(dashboard, by=business.mei, what=what, width=1) for what in ("ready:customers-region", "measure:orders.booked_revenue")]


def test_its_role_looks_at_it_and_only_its_owner_changes_it(business, dashboard, tiles, browser):
    page = reverse("reports-dashboard-page", args=[dashboard.pk])
    assert browser(business.alice).get(page).status_code == 200
    assert browser(business.fang).get(page).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.arrange(dashboard, by=business.alice, order=[])


def test_tiles_are_moved_resized_and_taken_away(business, dashboard, tiles):
    first, second = tiles
    actions.arrange(dashboard, by=business.mei, order=[second.pk, first.pk], sizes={second.pk: (9, 2)})
    assert [(tile.pk, tile.width, tile.height) for tile in dashboard.tiles.active()] == [(second.pk, 4, 2), (first.pk, 1, 1)]
    actions.arrange(dashboard, by=business.mei, order=[second.pk])
    assert [tile.pk for tile in dashboard.tiles.active()] == [second.pk]


def test_the_page_sends_the_new_order(business, dashboard, tiles, browser):
    first, second = tiles
    sent = {"tile": [second.pk, first.pk], "size": [f"{first.pk}:3:1"]}
    assert browser(business.mei).post(reverse("reports-arrange", args=[dashboard.pk]), sent).status_code == 204
    assert list(dashboard.tiles.active().values_list("pk", "width")) == [(second.pk, 1), (first.pk, 3)]
    assert browser(business.alice).post(reverse("reports-arrange", args=[dashboard.pk]), sent).status_code == 403


def test_a_tile_over_a_report_that_is_not_opened_says_so(business, dashboard, report, browser):
    tile = actions.add_tile(dashboard, by=business.mei, what=f"report:{report.pk}")
    address = reverse("reports-tile", args=[tile.pk])
    assert b"not opened for you" in browser(business.alice).get(address).content
    assert b"not opened for you" not in browser(business.mei).get(address).content


def test_a_tile_shows_each_reader_her_own(business, dashboard, browser):
    tile = actions.add_tile(dashboard, by=business.mei, what="ready:customers-region")
    address = reverse("reports-tile", args=[tile.pk]) + "?span=2026-01-01..2026-12-31"
    assert "华北".encode() in browser(business.bob).get(address).content
    assert "华北".encode() not in browser(business.alice).get(address).content


def test_there_is_an_end_to_tiles(business, dashboard):
    Tile.objects.bulk_create([Tile(dashboard=dashboard, kind="ready", key="customers-top", position=number) for number in range(MOST_TILES)])
    with pytest.raises(Refused):
        actions.add_tile(dashboard, by=business.mei, what="ready:customers-top")


def test_a_copy_is_ones_own_with_its_tiles(business, dashboard, tiles):
    own = actions.copy_dashboard(dashboard, by=business.alice)
    assert (own.owner, own.openness, own.tiles.count()) == (business.alice, "private", 2)


def test_the_wall_shows_what_one_may_see(business, dashboard, tiles, browser):
    assert b"Ours" in browser(business.alice).get(reverse("reports-wall")).content
    assert b"Ours" not in browser(business.fang).get(reverse("reports-wall")).content
