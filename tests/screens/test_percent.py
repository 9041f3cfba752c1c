"""Shares in forms: people type percent, the record keeps the fraction."""

from decimal import Decimal

import pytest

from kaituo.foundation.screens.screen import SCREENS
from kaituo.sales.catalog.models import Product


def posted(client, person, rate):
    client.force_login(person)
    return client.post(
        SCREENS["catalog.Product"].url("new"), {"name": "Robot", "unit": "pc", "list_price": "10", "currency": "CNY", "tax_rate": rate}
    )


def test_a_rate_is_typed_in_percent(cast, client):
    posted(client, cast.ada, "13")
    assert Product.objects.get().tax_rate == Decimal("0.13")


def test_one_is_one_percent_and_not_the_whole(cast, client):
    posted(client, cast.ada, "1")
    assert Product.objects.get().tax_rate == Decimal("0.01")


@pytest.mark.parametrize("rate", ["101", "-1", "0.125", "much", "NaN", "Infinity"])
def test_a_refused_rate_is_shown_as_it_was_typed(rate, cast, client):
    answer = posted(client, cast.ada, rate)
    assert answer.status_code == 422
    assert f'value="{rate}"' in answer.text
    assert not Product.objects.exists()


def test_a_kept_rate_is_shown_in_percent_and_unchanged_by_saving(cast, client):
    posted(client, cast.ada, "12.5")
    product = Product.objects.get()
    page = client.get(SCREENS["catalog.Product"].url("edit", product.pk)).text
    assert 'value="12.5"' in page
    assert "(%)" in page
