"""What a product costs on a day."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.sales.catalog.models import PriceList, PriceListItem, Product
from kaituo.sales.catalog.prices import price_on

DAY = date(2026, 5, 4)


@pytest.fixture
def pump(db):
    return Product.objects.create(name="水泵", list_price=Decimal("100"))


@pytest.fixture
def spring(pump):
    return PriceList.objects.create(name="Spring", starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 1))


def test_without_a_price_list_the_list_price_holds(pump):
    assert price_on(pump, "CNY", DAY) == Decimal("100")


def test_the_highest_step_that_the_quantity_reaches_holds(pump, spring):
    PriceListItem.objects.create(price_list=spring, product=pump, price=Decimal("95"))
    PriceListItem.objects.create(price_list=spring, product=pump, price=Decimal("90"), min_quantity=10)
    assert [price_on(pump, "CNY", DAY, Decimal(quantity)) for quantity in (1, 9, 10)] == [Decimal("95"), Decimal("95"), Decimal("90")]


def test_a_price_list_no_longer_holds_on_its_last_day(pump, spring):
    PriceListItem.objects.create(price_list=spring, product=pump, price=Decimal("95"))
    assert price_on(pump, "CNY", spring.ends_on) == Decimal("100")


def test_no_price_is_invented_in_another_currency(pump):
    assert price_on(pump, "USD", DAY) is None


def test_a_product_is_found_by_its_pinyin(pump):
    assert pump.sort_key == "shui beng"
    assert pump.number == "P-00001"
