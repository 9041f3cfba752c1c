"""From the order to the money earned by it, by clicks alone: order, invoice, receipt, commission run, statement, and back down to the order line."""

import re
from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.identity.models import Grant, Role
from kaituo.foundation.records import actions as records
from kaituo.performance.commissions.actions import plans
from kaituo.performance.commissions.models import Plan, PlanTerms, Statement
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order
from tests.journeys.clicks import Clicks

pytestmark = pytest.mark.journey


@pytest.fixture
def sold(company, last_month):
    """A robot, a customer who buys it, and a plan that pays Alice five percent of what she books; Fang runs the commissions."""
    records.create(Product(name="Robot", list_price=Decimal("1000"), cost=Decimal("600"), tax_rate=Decimal("0.13")), by=company.ada)
    records.create(Account(name="灯笼公司", owner=company.alice), by=company.ada)
    role = Role.objects.get(key="finance")
    Grant.objects.bulk_create([Grant(role=role, model=f"commissions.{name}", verb="*", scope="all") for name in ("Run", "Statement")])
    plan = Plan.objects.create(name="Field sales")
    terms = PlanTerms.objects.create(plan=plan, starts_on=date(2020, 1, 1))
    plans.add_component(terms, [("0", None, "0.05")], by=company.ada, name="Base", measure="orders.booked_revenue")
    plans.release(plan, by=company.ada)
    plans.assign(plan, by=company.ada, person=company.alice, starts_on=date(2020, 1, 1))


def sell(clicks, day):
    page = clicks.page
    page.click(".top drop-menu summary.btn-primary")
    page.click(".menu-item[href='/orders/new/']")
    page.wait_for_load_state()
    page.select_option("select[name=account]", label="灯笼公司")
    page.fill("input[name=ordered_on]", day.isoformat())
    page.select_option("select[name=orderline-0-product]", label="Robot")
    page.fill("input[name=orderline-0-quantity]", "2")
    clicks.save()
    clicks.verb("confirm", confirmed_on=day.isoformat())


def collect(clicks):
    page = clicks.page
    clicks.menu("Orders")
    page.click("a.row-link")
    clicks.first("/invoices/new/")
    assert page.input_value("input[name=amount]") == "2260.00"
    clicks.save()
    clicks.verb("issue")
    clicks.first("/receipts/new/")
    clicks.save()
    page.locator("main [hx-get$='/do/allocate/']").click()
    page.select_option("#dialog select[name=invoice]", index=1)
    page.locator("#dialog .dialog-foot button").click()
    page.wait_for_selector("main [hx-get$='/do/unallocate/']")


def reckon(clicks, first, end):
    page = clicks.page
    clicks.menu("Commission runs")
    clicks.first("/commission-runs/new/")
    page.fill("input[name=starts_on]", first.isoformat())
    page.fill("input[name=ends_on]", end.isoformat())
    clicks.save()
    clicks.verb("calculate")
    clicks.verb("review")


def test_an_order_becomes_an_invoice_money_and_a_commission(sold, company, walk, last_month):
    first, end = last_month
    seller, finance, head = (Clicks(walk().sign_in(name)) for name in ("alice", "fang", "ada"))
    sell(seller, first)
    assert Order.objects.get().net_amount == Decimal(2000)
    collect(finance)
    reckon(finance, first, end)
    for clicks, verbs in ((head, ("approve", "lock")), (finance, ("pay",))):
        clicks.menu("Commission runs")
        clicks.page.click("a.row-link")
        clicks.page.wait_for_load_state()
        for verb in verbs:
            clicks.verb(verb)
    seller.menu("Statements")
    seller.page.click("a.row-link")
    seller.page.locator("#lines [hx-get*='why']").click()
    assert "100.00" in seller.page.locator("#dialog[open] .dialog-title").inner_text()
    seller.page.click("#dialog .dialog-subject a")
    seller.page.wait_for_url(re.compile(r"/order-lines/\d+/$"))
    assert "Robot" in seller.page.content()
    assert Statement.objects.get().total == Decimal(100)
