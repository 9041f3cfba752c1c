"""Cohorts from confirmed orders: who began when, who came back, and that every cell opens into the same customers and money."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaituo.foundation.identity.access import visible
from kaituo.foundation.records.models import Event
from kaituo.office.behaviour.cohorts import Asked, sheet_for
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders

TODAY = date(2026, 4, 20)
JAN, FEB, MAR, APR = (date(2026, month, 5) for month in (1, 2, 3, 4))


def table(user, query=""):
    """{first span: values of its cells as far as time has run}, with the number who began."""
    sheet = sheet_for(Asked.of(QueryDict(query), TODAY), user)
    return {line[0].value: [line[1].value, *(cell.value for cell in line[2:] if cell.value not in ("", None))] for line in sheet.lines}


@pytest.fixture
def business(cast, account, sold):
    """Two of Alice's began in January, of whom one came back in March; one of Bob's in February, and again in the month that runs."""
    one, two = account("One", cast.alice, industry="it"), account("Two", cast.alice)
    three = account("Three", cast.bob, industry="it")
    sold(one, JAN, "tea", "cups")
    sold(one, MAR, "tea")
    sold(two, JAN, "pot")
    sold(three, FEB, "tea")
    sold(three, APR, "cups")
    return {"one": one, "two": two, "three": three}


def test_who_began_and_who_came_back(cast, business):
    found = table(cast.ada, "shows=customers")
    assert found["2026-01"] == [2, 2, 0, 1, 0]
    assert found["2026-02"] == [1, 1, 0, 1]


def test_shares_are_of_those_who_began(cast, business):
    assert table(cast.ada)["2026-01"] == [2, 1, 0, Decimal("0.5"), 0]


def test_what_has_not_come_to_pass_is_empty_and_not_zero(cast, business):
    sheet = sheet_for(Asked.of(QueryDict("shows=customers"), TODAY), cast.ada)
    february = next(line for line in sheet.lines if line[0].value == "2026-02")
    assert [cell.value for cell in february[2:]] == [1, 0, 1, *[""]]
    assert "is-running" in february[4].tone


def test_revenue_and_revenue_per_customer(cast, business):
    assert table(cast.ada, "shows=amount")["2026-01"] == [2, Decimal(160), 0, Decimal(100), 0]
    assert table(cast.ada, "shows=per_customer")["2026-01"] == [2, Decimal(80), 0, Decimal(50), 0]
    assert table(cast.ada, "shows=so_far")["2026-01"] == [2, Decimal(80), Decimal(80), Decimal(130), Decimal(130)]


def test_foreign_money_counts_in_the_base_currency(cast, account, sold):
    sold(account("Abroad", cast.alice), JAN, "tea", currency="USD")
    assert table(cast.ada, "shows=amount")["2026-01"][1] == Decimal(700)


def test_by_quarter(cast, business):
    assert table(cast.ada, "by=quarter&shows=customers")["2026-Q1"] == [3, 3, 1]


def test_a_cancelled_order_neither_begins_a_customer_nor_brings_one_back(cast, account, sold):
    late = account("Late", cast.alice)
    orders.cancel(sold(late, JAN, "tea"), by=cast.ada, reason="changed their mind")
    sold(late, FEB, "tea")
    orders.cancel(sold(late, MAR, "tea"), by=cast.ada, reason="again")
    assert "2026-01" not in table(cast.ada, "shows=customers")
    assert table(cast.ada, "shows=customers")["2026-02"] == [1, 1, 0, 0]


def test_what_came_back_lowers_revenue_on_its_day(cast, business, sold):
    order = sold(business["two"], FEB, "tea")
    orders.deliver(order, by=cast.ada, delivered_on=FEB)
    order.refresh_from_db()
    orders.take_back(order, by=cast.ada, returned_on=MAR, reason="broken", quantities={order.lines.get().pk: Decimal(1)})
    assert table(cast.ada, "shows=amount")["2026-01"] == [2, Decimal(160), Decimal(100), Decimal(0), 0]


def test_a_rep_sees_her_own_customers_alone(cast, business):
    assert sum(cells[0] for cells in table(cast.alice, "shows=customers").values()) == 2
    assert table(cast.bob, "shows=customers")["2026-02"] == [1, 1, 0, 1]
    assert table(cast.charlie) == {}


def test_filters_choose_customers_and_never_cut_their_orders(cast, business):
    assert table(cast.ada, "industry=it&shows=customers")["2026-01"] == [1, 1, 0, 1, 0]
    assert "2026-01" not in table(cast.ada, f"owner={cast.bob.pk}&shows=customers")
    assert table(cast.ada, f"owner={cast.bob.pk}&shows=customers")["2026-02"] == [1, 1, 0, 1]


def test_customers_put_away_still_count(cast, business):
    Account.objects.filter(pk=business["two"].pk).update(archived_at="2026-04-01T00:00Z")
    assert table(cast.ada, "shows=customers")["2026-01"][0] == 2


def cells(user, query):
    return [cell for line in sheet_for(Asked.of(QueryDict(query), TODAY), user).lines for cell in line if cell.href]


def test_every_cell_opens_into_as_many_customers(client, cast, business):
    client.force_login(cast.ada)
    for cell in cells(cast.ada, "shows=customers"):
        page = client.get(cell.href)
        assert page.status_code == 200
        assert page.content.decode().count("row-link") == cell.value or cell.value == 0


def test_where_nobody_ordered_those_who_did_not_are_listed(client, cast, business):
    client.force_login(cast.ada)
    page = client.get(reverse("behaviour-cohort-customers"), {"by": "month", "first": "2026-01", "in": "2026-02"})
    assert page.content.decode().count("row-link") == 2


def test_a_cell_also_names_those_who_did_not_order(client, cast, business):
    client.force_login(cast.ada)
    address = reverse("behaviour-cohort-customers")
    came = client.get(address, {"by": "month", "first": "2026-01", "in": "2026-03"}).content.decode()
    stayed_away = client.get(address, {"by": "month", "first": "2026-01", "in": "2026-03", "came": "no"}).content.decode()
    assert ">One</a>" in came
    assert ">Two</a>" not in came
    assert ">Two</a>" in stayed_away
    assert ">One</a>" not in stayed_away


def test_behind_a_cell_nobody_sees_more_than_her_own(client, cast, business):
    client.force_login(cast.alice)
    page = client.get(reverse("behaviour-cohort-customers"), {"by": "month", "first": "2026-02", "in": "2026-02"})
    assert "Three" not in page.content.decode()
    assert not visible(cast.alice, Account.objects.filter(name="Three")).exists()


@pytest.mark.parametrize("query", ["", "first=x&in=y", "first=2026-01&in=2026-Q1", "by=quarter&first=2026-01&in=2026-02", "first=0000&in=9999"])
def test_a_cell_that_cannot_be_is_not_found(client, cast, query):
    client.force_login(cast.ada)
    assert client.get(f"{reverse('behaviour-cohort-customers')}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["by=x&shows=y", "industry=nothing", "owner=x&team=999999999999999999", "division=000000"])
def test_an_unreadable_choice_is_no_error(client, cast, business, query):
    client.force_login(cast.ada)
    assert client.get(f"{reverse('behaviour-cohorts')}?{query}").status_code == 200


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_table_as_a_file_leaves_an_event(client, cast, business, kind, begins):
    client.force_login(cast.mei)
    answer = client.get(reverse("behaviour-file", args=["cohorts", kind]), {"by": "quarter"})
    assert answer.content.startswith(begins)
    assert Event.objects.filter(name="record.exported", actor=cast.mei).count() == 1


def test_as_many_queries_for_many_customers_as_for_few(cast, business, account, sold, client):
    address = reverse("behaviour-cohorts") + "?shows=amount"
    few = count(client, cast.ada, address)
    for number in range(8):
        sold(account(f"More {number}", cast.alice), FEB, "tea", "cups")
    assert count(client, cast.ada, address) == few


def count(client, user, address: str) -> int:
    client.force_login(user)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_the_address_after_a_choice_is_one_to_hand_on(client, cast, business):
    client.force_login(cast.ada)
    answer = client.get(reverse("behaviour-cohorts"), {"shows": "amount", "industry": "it", "ticket": "abc"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == f"{reverse('behaviour-cohorts')}?by=month&shows=amount&industry=it"
    assert answer.content.decode().strip().startswith('<section id="report"')
