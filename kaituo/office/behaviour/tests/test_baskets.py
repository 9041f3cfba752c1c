"""What is bought together: counted as the house counts orders, and every figure opening into the same orders or customers."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaituo.office.behaviour.baskets import Asked, sheet_for
from kaituo.sales.orders import actions as orders

TODAY = date(2026, 4, 20)
DAY = date(2026, 3, 5)


def pairs(user, query=""):
    """{(first, then): [baskets, support, confidence, the other way round, lift]}."""
    sheet = sheet_for(Asked.of(QueryDict(f"least=2&{query}"), TODAY), user)
    return {(line[0].value, line[1].value): [cell.value for cell in line[2:]] for line in sheet.lines}


@pytest.fixture
def business(cast, account, sold):
    """Three orders of tea, two of them with cups; one pot alone. The customer Two bought tea and, another day, the pot."""
    one, two = account("One", cast.alice, industry="it"), account("Two", cast.bob)
    return {
        "first": sold(one, DAY, "tea", "cups"),
        "second": sold(two, DAY, "tea", "cups"),
        "third": sold(one, DAY, "tea"),
        "fourth": sold(two, date(2026, 4, 2), "pot"),
    }


def test_support_confidence_and_lift_of_one_order(cast, business):
    assert pairs(cast.ada) == {("cups", "tea"): [2, Decimal("0.5"), Decimal(1), Decimal("0.6667"), Decimal("1.33")]}


def test_by_one_customer_in_the_period(cast, business, account, sold):
    sold(account("Three", cast.alice), DAY, "tea", "pot")
    found = pairs(cast.ada, "unit=customer")
    assert found["pot", "tea"] == [2, Decimal("0.6667"), Decimal(1), Decimal("0.6667"), Decimal(1)]
    assert found["cups", "tea"][0] == 2


def test_by_category(cast, business, account, sold):
    sold(account("Three", cast.alice), DAY, "tea", "pot")
    assert pairs(cast.ada, "unit=customer&level=category")["Ware", "Drinks"][0] == 2


def test_bought_with_one_product_puts_it_first(cast, business, shop):
    assert pairs(cast.ada, f"product={shop['tea'].pk}") == {("tea", "cups"): [2, Decimal("0.5"), Decimal("0.6667"), Decimal(1), Decimal("1.33")]}
    assert pairs(cast.ada, f"product={shop['pot'].pk}") == {}


def test_a_pair_below_the_least_number_is_not_shown(cast, business):
    assert sheet_for(Asked.of(QueryDict("least=3"), TODAY), cast.ada).lines == []


def test_the_period_bounds_the_day_of_confirmation(cast, business):
    assert pairs(cast.ada, "span=last_month")["cups", "tea"][1] == Decimal("0.6667")
    assert pairs(cast.ada, "span=month") == {}


def test_a_cancelled_order_and_what_came_back_are_not_bought(cast, business):
    orders.cancel(business["first"], by=cast.ada, reason="changed their mind")
    assert pairs(cast.ada) == {}
    order = business["second"]
    orders.deliver(order, by=cast.ada, delivered_on=DAY)
    order.refresh_from_db()
    cups = order.lines.get(product__name="cups")
    orders.take_back(order, by=cast.ada, returned_on=DAY, reason="broken", quantities={cups.pk: Decimal(1)})
    baskets, _applied = Asked.of(QueryDict(""), TODAY).baskets(cast.ada)
    assert not baskets.holding([cups.product_id]).exists()


def test_only_orders_one_may_see_are_counted(cast, business):
    assert pairs(cast.alice) == {}
    assert pairs(cast.mei)["cups", "tea"][0] == 2
    assert pairs(cast.charlie) == {}


def test_filters_choose_customers(cast, business):
    baskets, applied = Asked.of(QueryDict("industry=it"), TODAY).baskets(cast.ada)
    assert baskets.counted(1).baskets == 2
    assert [each.name for each in applied] == ["industry"]


@pytest.mark.parametrize("unit", ["order", "customer"])
def test_every_figure_opens_into_as_many_orders_or_customers(client, cast, business, unit):
    client.force_login(cast.mei)
    for line in sheet_for(Asked.of(QueryDict(f"least=2&unit={unit}"), TODAY), cast.mei).lines:
        page = client.get(line[2].href)
        assert page.content.decode().count("row-link") == line[2].value


def test_behind_a_figure_nobody_sees_orders_of_others(client, cast, business, shop):
    client.force_login(cast.alice)
    page = client.get(reverse("behaviour-basket-orders"), {"holds": shop["tea"].pk}).content.decode()
    assert business["first"].number in page
    assert business["second"].number not in page


def test_without_a_thing_there_is_nothing_behind(client, cast):
    client.force_login(cast.ada)
    assert client.get(reverse("behaviour-basket-orders")).status_code == 404


@pytest.mark.parametrize("query", ["unit=x&level=y&span=z&least=0&sort=q", "product=999999999999999999", "product=x", "level=category&category=-1"])
def test_an_unreadable_choice_is_no_error(client, cast, business, query):
    client.force_login(cast.ada)
    assert client.get(f"{reverse('behaviour-baskets')}?{query}").status_code == 200


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_table_as_a_file(client, cast, business, kind, begins):
    client.force_login(cast.mei)
    assert client.get(reverse("behaviour-file", args=["baskets", kind]), {"least": "2"}).content.startswith(begins)


def test_a_file_there_is_not(client, cast):
    client.force_login(cast.ada)
    assert client.get(reverse("behaviour-file", args=["baskets", "doc"])).status_code == 404
    assert client.get(reverse("behaviour-file", args=["others", "csv"])).status_code == 404


def test_as_many_queries_for_many_orders_as_for_few(client, cast, business, account, sold):
    client.force_login(cast.ada)
    few = count(client)
    for number in range(8):
        sold(account(f"More {number}", cast.alice), DAY, "tea", "cups", "pot")
    assert count(client) == few


def count(client) -> int:
    address = reverse("behaviour-baskets") + "?least=2"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_the_page_of_a_product_leads_to_what_is_bought_with_it(client, cast, shop):
    client.force_login(cast.ada)
    page = client.get(reverse("catalog-product-page", args=[shop["tea"].pk])).content.decode()
    assert f"{reverse('behaviour-baskets')}?product={shop['tea'].pk}" in page


def test_both_stand_among_the_ready_reports_and_may_be_marked(client, cast):
    client.force_login(cast.alice)
    client.post(reverse("reports-favourite"), {"ready": "customers-baskets"})
    page = client.get(reverse("reports")).content.decode()
    assert page.count(f'href="{reverse("behaviour-baskets")}"') == 2
    assert client.get(reverse("reports-ready", args=["customers-cohorts"])).url == reverse("behaviour-cohorts")
