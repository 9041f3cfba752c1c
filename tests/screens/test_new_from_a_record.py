"""A new record begins where one stands: on the page it will point at, or under the button “New” of any page."""

import pytest


@pytest.fixture
def page_of(client):
    def opened(person, address):
        client.force_login(person)
        return client.get(address).text.replace("&amp;", "&")

    return opened


def test_an_account_offers_a_deal_an_order_and_a_contact_of_its_own(account, alice, page_of):
    page = page_of(alice, f"/accounts/{account.pk}/")
    assert all(f'href="/{kind}/new/?account={account.pk}"' in page for kind in ("opportunities", "quotes", "orders", "contacts"))


def test_an_order_of_a_deal_knows_the_account(deal, alice, page_of):
    page = page_of(alice, f"/opportunities/{deal.pk}/")
    assert f"/orders/new/?opportunity={deal.pk}&account={deal.account_id}" in page
    form = page_of(alice, f"/orders/new/?opportunity={deal.pk}&account={deal.account_id}")
    assert f'<option value="{deal.account_id}" selected' in form


def test_what_one_may_not_create_is_not_offered(account, fang, page_of):
    assert "/opportunities/new/" not in page_of(fang, f"/accounts/{account.pk}/")


def test_everyone_is_offered_what_they_may_begin(alice, fang, page_of):
    assert 'href="/orders/new/"' in page_of(alice, "/inbox/")
    finance = page_of(fang, "/inbox/")
    assert 'href="/receipts/new/"' in finance
    assert 'href="/opportunities/new/"' not in finance


def test_a_name_that_is_a_link_itself_is_no_link_within_a_link(deal, alice, page_of):
    page = page_of(alice, f"/opportunities/{deal.pk}/")
    rows = page.split("<a ")[1:]
    assert all("</a>" in row for row in rows)
