"""The balance as it stands: needed visits against possible ones, by person and territory, in a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import actions as records
from kaituo.sales.segments.models import AccountPlan
from kaituo.team.allocation.models import Leave
from kaituo.team.balance.capacities import capacities
from kaituo.team.balance.models import VisitCapacity
from kaituo.team.balance.overview import overview
from kaituo.team.territories.covering import refresh

WEEK = Period.inclusive(date(2026, 3, 2), date(2026, 3, 8))


def test_capacity_is_working_days_without_leave_times_visits_a_day(policies, alice, bob, ada):
    records.create(VisitCapacity(visits_a_day=4), by=ada)
    records.create(VisitCapacity(person=bob, visits_a_day="2.5"), by=ada)
    records.create(Leave(person=alice, starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 9)), by=ada)
    assert capacities([alice.pk, bob.pk], WEEK) == {alice.pk: 3 * 4 * 100, bob.pk: 1250}


def test_everybody_has_one_number_of_visits_a_day(policies, alice, ada):
    records.create(VisitCapacity(person=alice, visits_a_day=4), by=ada)
    records.create(VisitCapacity(visits_a_day=4), by=ada)
    for person in (alice, None):
        with pytest.raises(Exception, match="already"):
            records.create(VisitCapacity(person=person, visits_a_day=5), by=ada)


def test_visits_follow_the_policy_and_potential_the_newest_plan(book, make_deal, alice, ada):
    records.create(AccountPlan(account=book[0], title="Plan", potential=5000), by=ada)
    make_deal(book[1], 700)
    found = overview(ada, None, None, WEEK)
    line = next(each for each in found.people if each.person == alice)
    assert (line.load.customers, line.load.visits, line.load.potential, line.load.pipeline) == (24, 2400, 5000, 700)
    assert found.middle["customers"] == 13
    [territory] = found.territories
    assert (territory.total.customers, territory.total.pipeline, len(territory.people)) == (26, 700, 2)


def test_its_queries_do_not_grow(book, make_account, make_territory, cast):
    def count():
        reader = User.objects.get(pk=cast.ada.pk)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            overview(reader, None, None, WEEK)
        return len(caught)

    before = count()
    for number in range(5):
        make_territory(f"T{number}", "330000", cast.bob, cast.alice)
        make_account(f"More {number}", cast.bob)
    refresh()
    assert count() == before


def test_the_page_is_for_whoever_may_rebalance(book, make_rebalancing, ada, fang, client):
    client.force_login(ada)
    page = client.get("/balance/").content.decode()
    assert all(said in page for said in ("Alice", "Bob", "Jiangsu", "Median"))
    assert client.get(f"/balance/?territory={make_rebalancing().territory_id}&period=2026-05").status_code == 200
    client.force_login(fang)
    assert client.get("/balance/").status_code == 403


def test_a_move_is_taken_out_on_the_page(book, make_rebalancing, mei, client):
    row = make_rebalancing()
    client.force_login(mei)
    page = client.get(f"/rebalancings/{row.pk}/").content.decode()
    assert "Before and after" in page and "Take out" in page
    move = row.moves.first()
    answer = client.post(f"/rebalancing-moves/{move.pk}/do/take_out/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/rebalancings/{row.pk}/"
    move.refresh_from_db()
    assert move.is_taken_out


def test_the_page_of_a_rebalancing_asks_the_same_however_many_moves(book, make_rebalancing, mei, client):
    def count(row):
        client.get(f"/rebalancings/{row.pk}/")
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/rebalancings/{row.pk}/")
        return len(caught)

    client.force_login(mei)
    assert count(make_rebalancing(most_moves=2)) == count(make_rebalancing(most_moves=10))
