"""Every screen of the sales rooms opens for those who may see it, with its panels."""

from decimal import Decimal

import pytest

from kaituo.foundation.screens.screen import SCREENS
from kaituo.sales.orders import actions as orders
from kaituo.sales.receivables import actions

ROOMS = ("catalog", "orders", "receivables")
OURS = [screen for label, screen in SCREENS.items() if label.split(".")[0] in ROOMS]


@pytest.mark.parametrize("screen", OURS, ids=lambda screen: screen.label)
def test_every_list_and_form_opens(screen, invoice, receipt, client, ada):
    client.force_login(ada)
    assert client.get(screen.url("list")).status_code == 200
    if screen.may_be_created_here:
        assert client.get(screen.url("new")).status_code == 200


def test_the_page_of_an_account_shows_credit_and_age(invoice, lantern, client, alice):
    client.force_login(alice)
    page = client.get(SCREENS["customers.Account"].url("page", lantern.pk)).content.decode()
    assert invoice.number in page
    assert "1,130.00" in page


def test_the_page_of_an_order_shows_what_is_paid(receipt, invoice, order, client, alice, fang):
    actions.allocate(receipt, by=fang, invoice=invoice, amount=Decimal("400"))
    client.force_login(alice)
    page = client.get(SCREENS["orders.Order"].url("page", order.pk)).content.decode()
    assert "730.00" in page


@pytest.mark.parametrize("label", ["receivables.Receipt", "receivables.Invoice", "orders.Order"])
def test_every_verb_of_a_page_opens_its_form(label, receipt, invoice, order, client, ada):
    row = {"receivables.Receipt": receipt, "receivables.Invoice": invoice, "orders.Order": order}[label]
    client.force_login(ada)
    screen = SCREENS[label]
    codes = {name: client.get(screen.url("verb", row.pk, name)).status_code for name in screen.verbs}
    assert set(codes.values()) == {200}, codes


def test_an_order_is_entered_with_its_lines(lantern, client, alice):
    client.force_login(alice)
    lines = {"orderline-TOTAL_FORMS": "1", "orderline-INITIAL_FORMS": "0", "orderline-0-description": "Pump", "orderline-0-quantity": "3"}
    head = {"account": lantern.pk, "ordered_on": "2026-05-04", "discount_rate": "0"}
    posted = {**head, **lines, "orderline-0-unit_price": "19.99", "orderline-0-discount_rate": "0", "orderline-0-position": "1"}
    assert client.post(SCREENS["orders.Order"].url("new"), posted).status_code == 302
    assert lantern.orders.get().net_amount == Decimal("59.97")


def test_goods_are_taken_back_through_the_form(order, client, alice):
    orders.deliver(order, by=alice)
    client.force_login(alice)
    answer = {"returned_on": "2026-06-01", "reason": "wrong", f"line_{order.lines.get().pk}": "1"}
    assert client.post(SCREENS["orders.Order"].url("verb", order.pk, "take_back"), answer).status_code == 302
    order.refresh_from_db()
    assert order.status == "returned"


def test_an_order_is_invoiced_with_what_is_not_invoiced_yet(order, client, fang):
    client.force_login(fang)
    page = client.get(SCREENS["orders.Order"].url("page", order.pk)).text
    assert "amount=1130.00&amp;tax_amount=130.00&amp;currency=CNY" in page


def test_an_invoiced_order_offers_no_amount_again(invoice, order, client, fang):
    client.force_login(fang)
    assert "amount=1130" not in client.get(SCREENS["orders.Order"].url("page", order.pk)).text


def test_money_for_an_open_invoice_is_entered_from_its_page(invoice, client, fang):
    client.force_login(fang)
    page = client.get(SCREENS["receivables.Invoice"].url("page", invoice.pk)).text
    assert f"/receipts/new/?account={invoice.account_id}&amp;amount=1130.00&amp;currency=CNY" in page


def test_only_open_invoices_are_offered_for_money_the_oldest_first(receipt, invoice, client, fang):
    client.force_login(fang)
    dialog = SCREENS["receivables.Receipt"].url("verb", receipt.pk, "allocate")
    assert f"{invoice.number}: " in client.get(dialog).text
    actions.allocate(receipt, by=fang, invoice=invoice, amount=invoice.amount)
    assert f"{invoice.number}: " not in client.get(dialog).text
