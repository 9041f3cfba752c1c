"""A dashboard on the first page: chosen by a person or laid for a role, never one she may not see, and one tap back to the plain page."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.models import Role
from kaituo.foundation.records import actions as records
from kaituo.office.reports import actions
from kaituo.office.reports.fronting import front_of
from kaituo.office.reports.models import Dashboard, RoleFrontPage


@pytest.fixture(autouse=True)
def organisation(db):
    return Organisation.objects.create(name="Kaituo", base_currency="CNY")


def dashboard(owner, name="Ours", role="", **more) -> Dashboard:
    opened = {"openness": "role", "role": Role.objects.get(key=role)} if role else {}
    row = records.create(Dashboard(name=name, owner=owner, **opened, **more), by=owner)
    actions.add_tile(row, by=owner, what="measure:orders.booked_revenue", width=1)
    return row


def page(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("home")).content.decode()


def test_a_chosen_dashboard_stands_below_what_waits(client, cast):
    row = dashboard(cast.alice)
    actions.show_first(row, by=cast.alice)
    text = page(client, cast.alice)
    assert reverse("reports-tile", args=[row.tiles.get().pk]) in text
    assert "home-columns" in text


def test_or_instead_of_it(client, cast):
    actions.show_first(dashboard(cast.alice), by=cast.alice, place="instead")
    text = page(client, cast.alice)
    assert "home-dashboard" in text
    assert "home-columns" not in text


def test_what_a_role_was_given_stands_until_the_person_chooses_otherwise(client, cast):
    given, own = dashboard(cast.mei, "Given", role="rep"), dashboard(cast.alice, "Own")
    records.create(RoleFrontPage(role=given.role, dashboard=given), by=cast.ada)
    assert front_of(cast.alice).dashboard == given
    assert front_of(cast.fang).dashboard is None
    actions.show_first(own, by=cast.alice)
    assert front_of(cast.alice).dashboard == own


def test_one_tap_leads_back_to_the_plain_page(client, cast):
    given = dashboard(cast.mei, role="rep")
    records.create(RoleFrontPage(role=given.role, dashboard=given), by=cast.ada)
    client.force_login(cast.alice)
    assert client.post(reverse("home-front"), {"dashboard": "", "place": "below"}).status_code == 302
    assert "home-dashboard" not in page(client, cast.alice)
    client.post(reverse("home-front"), {"dashboard": given.pk})
    assert "home-dashboard" in page(client, cast.alice)


def test_a_dashboard_of_somebody_else_is_neither_chosen_nor_shown(client, cast):
    private = dashboard(cast.bob)
    client.force_login(cast.alice)
    assert client.post(reverse("home-front"), {"dashboard": private.pk}).status_code == 404
    assert private not in front_of(cast.alice).offered


def test_what_was_closed_or_put_away_since_gives_the_plain_page(client, cast):
    shared = dashboard(cast.mei, role="rep")
    actions.show_first(shared, by=cast.alice)
    records.change(shared, {"openness": "private"}, by=cast.mei)
    assert "home-dashboard" not in page(client, cast.alice)
    records.change(shared, {"openness": "role"}, by=cast.mei)
    records.archive(shared, by=cast.mei)
    assert front_of(cast.alice).dashboard is None


def test_only_administrators_lay_a_page_for_a_role(cast):
    given = dashboard(cast.mei, role="rep")
    with pytest.raises(PermissionDenied):
        records.create(RoleFrontPage(role=given.role, dashboard=given), by=cast.mei)


def test_a_role_is_not_given_what_it_cannot_see(cast):
    with pytest.raises(ValidationError, match="does not see this dashboard"):
        records.create(RoleFrontPage(role=Role.objects.get(key="rep"), dashboard=dashboard(cast.mei)), by=cast.ada)


@pytest.mark.parametrize("sent", [{"dashboard": "x"}, {"dashboard": "9" * 17}, {"dashboard": "9" * 40}])
def test_an_unreadable_choice_is_not_found(client, cast, sent):
    client.force_login(cast.alice)
    assert client.post(reverse("home-front"), sent).status_code == 404


def test_as_many_queries_for_many_tiles_and_dashboards_as_for_few(client, cast):
    row = dashboard(cast.alice)
    actions.show_first(row, by=cast.alice)
    page(client, cast.alice)
    few = counted(client)
    for number in range(4):
        actions.add_tile(row, by=cast.alice, what="measure:orders.booked_revenue", width=1)
        dashboard(cast.alice, f"Other {number}")
    assert counted(client) == few


def counted(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("home"))
    return len(queries)
