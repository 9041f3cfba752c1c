"""From a new customer to money in the bank, as a rep, her manager and finance go."""

from datetime import date
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe

from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records import actions as records
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.receivables.models import Receipt

pytestmark = pytest.mark.journey

PAGES = ["/", "/accounts/", "/orders/", "/orders/board/", "/receipts/", "/targets/", "/insights/", "/inbox/", "/me/"]


def test_a_rep_on_the_phone_makes_a_customer_and_confirms_an_order(company, walk):
    product = records.create(Product(name="Robot", list_price=Decimal("98000"), cost=Decimal("60000")), by=company.ada)
    walker = walk("phone", language="zh-hans")
    page = walker.sign_in("alice")
    walker.open("/accounts/new/")
    page.fill("input[name=name]", "上海示例智能装备有限公司")
    page.click("form.record-form button[type=submit]")
    page.wait_for_url("**/accounts/*/")
    account = Account.objects.get(name="上海示例智能装备有限公司")
    assert account.owner == company.alice
    order = records.create(Order(account=account, owner=company.alice, currency="CNY", ordered_on=date.today()), by=company.alice)
    records.create(OrderLine(order=order, product=product, quantity=2, unit_price=product.list_price), by=company.alice)
    walker.open(f"/orders/{order.pk}/")
    page.click(f"[hx-get='/orders/{order.pk}/do/confirm/']")
    page.click("#dialog button[type=submit]")
    page.wait_for_url(f"**/orders/{order.pk}/")
    page.wait_for_load_state("networkidle")
    order.refresh_from_db()
    assert order.status == "confirmed"
    assert Entry.objects.filter(measure="orders.booked_revenue", person=company.alice).total() == Decimal("196000")


def test_finance_books_a_receipt_and_the_rep_sees_it_but_the_stranger_does_not(company, walk):
    account = records.create(Account(name="Nordhaus", owner=company.alice), by=company.alice)
    walker = walk()
    page = walker.sign_in("fang")
    walker.open(f"/receipts/new/?account={account.pk}")
    page.fill("input[name=amount]", "1234.50")
    page.click("form.record-form button[type=submit]")
    page.wait_for_url("**/receipts/*/")
    receipt = Receipt.objects.get()
    assert receipt.owner == company.alice
    hers, strangers = walk(), walk()
    hers.sign_in("alice")
    assert "1,234.50" in hers.open(f"/receipts/{receipt.pk}/").content()
    strangers.sign_in("charlie")
    assert strangers.page.request.get(f"/receipts/{receipt.pk}/").status == 404


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_everyday_pages_are_open_to_everyone(company, walk, size, theme):
    records.create(Account(name="Nordhaus", owner=company.alice), by=company.alice)
    walker, inspector = (walk(size, theme=theme, language="zh-hans") for _window in range(2))
    walker.sign_in("mei")
    inspector.sign_in("mei")
    inspector.is_forgiven = True  # what axe itself tries is no fault of the page
    faults = []
    for address in PAGES:
        walker.open(address).wait_for_load_state("networkidle")
        violations = Axe().run(inspector.open(address)).response["violations"]
        faults += [f"{address}: {each['id']} {each['nodes'][0]['target']}" for each in violations]
    assert not faults
