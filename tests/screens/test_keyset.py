"""Paging by key: every row once, forwards and back, whatever stands in the sorted field."""

import json
from base64 import urlsafe_b64encode

import pytest

from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.keyset import Order, key_page
from kaituo.sales.customers.models import Account

LIMITS = [None, 300, None, 100, 300, None, 200, 100]


@pytest.fixture
def rows(alice):
    for number, limit in enumerate(LIMITS):
        records.create(Account(name=f"Company {number % 3}", owner=alice, credit_limit=limit), by=alice)
    return Account.objects.all()


def walk(rows, order, size=3):
    """Every page forwards, then back from the last."""
    forwards, page = [], key_page(rows, order, size)
    while True:
        forwards.append([row.pk for row in page.rows])
        if not page.next_key:
            break
        page = key_page(rows, order, size, page.next_key)
    backwards = [forwards[-1]]
    while page.previous_key:
        page = key_page(rows, order, size, page.previous_key)
        backwards.insert(0, [row.pk for row in page.rows])
    return forwards, backwards


@pytest.mark.parametrize("text", ["credit_limit", "-credit_limit", "name", "-name", "pk", "-pk", "created_at", "-updated_at"])
def test_every_row_comes_once_and_the_way_back_is_the_way_there(rows, text):
    forwards, backwards = walk(rows, Order.parse(text))
    assert sorted(pk for page in forwards for pk in page) == sorted(rows.values_list("pk", flat=True))
    assert forwards == backwards


def test_a_relation_is_paged_by_the_name_behind_it(rows, alice):
    forwards, backwards = walk(rows, Order("owner", False, "owner__sort_key"))
    assert sum(len(page) for page in forwards) == len(LIMITS)
    assert forwards == backwards


def test_a_row_added_in_front_shifts_nothing(rows, alice):
    first = key_page(rows, Order.parse("name"), 3)
    records.create(Account(name="Aaa", owner=alice), by=alice)
    second = key_page(rows, Order.parse("name"), 3, first.next_key)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


@pytest.mark.parametrize("key", ["x", "!!!", "e30", "bnVsbA", "WzEsMl0"])
def test_a_broken_key_shows_the_first_page(rows, key):
    assert key_page(rows, Order.parse("name"), 3, key).rows == key_page(rows, Order.parse("name"), 3).rows


@pytest.mark.parametrize("field", ["created_at", "credit_limit", "pk"])
@pytest.mark.parametrize("value", ["soon", [1], {"a": 1}, 10**30])
def test_a_key_that_does_not_fit_the_field_shows_the_first_page(rows, field, value):
    key = urlsafe_b64encode(json.dumps([False, value, 1]).encode()).decode().rstrip("=")
    assert len(key_page(rows, Order.parse(field), 3, key).rows) <= 3
