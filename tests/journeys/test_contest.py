"""A contest by clicks alone: written, announced, watched, closed, a doubt decided, confirmed, and its prize in the pay file."""

import csv
import re
from datetime import datetime, time, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.utils import timezone

from kaituo.foundation.identity.models import Grant, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.performance.commissions.models import Run
from kaituo.performance.contests.models import Award, Contest
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from tests.journeys.clicks import Clicks

pytestmark = pytest.mark.journey


@pytest.fixture
def sold(company, last_month):
    """Alice sold twice to one customer within two days; Bob once. Reps read announced contests, Fang runs the commissions."""
    for person, name, days in ((company.alice, "灯笼公司", (3, 4)), (company.bob, "纸鸢公司", (5,))):
        account = records.create(Account(name=name, owner=person), by=company.ada)
        for day in days:
            _sell(company, account, person, last_month[0] + timedelta(days=day))
    Grant.objects.create(role=Role.objects.get(key="rep"), model="contests.Contest", verb="view", scope="all")
    Grant.objects.create(role=Role.objects.get(key="finance"), model="commissions.Run", verb="*", scope="all")


def _sell(company, account, person, day):
    """Written down on its own day."""
    with clock.at(timezone.make_aware(datetime.combine(day, time(10)))):
        order = records.create(Order(account=account, owner=person, ordered_on=day), by=company.ada)
        records.create(OrderLine(order=order, description="Robot", unit_price=Decimal(1000)), by=company.ada)
        order.refresh_from_db()
        orders.confirm(order, by=company.ada, confirmed_on=day)


def write(clicks, today):
    page = clicks.page
    clicks.menu("Contests")
    clicks.first("/contests/new/")
    page.fill("input[name=name]", "Order sprint")
    page.select_option("select[name=measure]", "orders.order_count")
    page.fill("input[name=starts_on]", today.isoformat())
    page.fill("input[name=last_on]", today.isoformat())
    page.select_option("select[name=owner]", label="Ada")
    page.fill("textarea[name=rules]", "Orders count, one purchase once.")
    page.select_option("select[name=contestscope-0-team]", label="East")
    page.fill("input[name=prize-0-amount]", "500")
    clicks.save()


def test_a_contest_from_its_announcement_to_the_pay_file(sold, company, walk, last_month):
    first, end = last_month
    head, seller, phone = Clicks(walk().sign_in("ada")), Clicks(walk().sign_in("alice")), walk("phone")
    write(head, timezone.localdate())
    head.verb("announce")
    assert "East" in head.page.content()
    # The days pass: nothing a browser could do.
    Contest.objects.update(starts_on=first, last_on=end - timedelta(days=1))
    head.page.reload()
    assert head.page.locator(".contest-line .contest-name b").all_inner_texts() == ["Alice", "Bob"]
    seller.menu("Contests")
    seller.page.click("a.row-link")
    seller.page.locator(".contest-line.is-mine .contest-figure a").click()
    seller.page.wait_for_url(re.compile("measure=orders.order_count"))
    assert "SO-" in seller.page.locator("main").inner_text()
    head.verb("close")
    head.page.locator(".contest-findings [hx-get*='/do/decide/']").click()
    head.page.wait_for_selector("#dialog[open]")
    head.page.check("#dialog input[value=left_out]")
    head.page.fill("#dialog [name=reason]", "One purchase in two orders")
    head.page.locator("#dialog .dialog-foot button").click()
    head.page.wait_for_selector("#dialog[open]", state="hidden")
    head.page.wait_for_load_state("networkidle")
    head.verb("confirm")
    assert {award.person: award.amount for award in Award.objects.all()} == {company.alice: Decimal(250), company.bob: Decimal(250)}
    pay(Clicks(walk().sign_in("fang")), head, first, end)
    phone.sign_in("bob")
    assert "250" in phone.open(f"/contests/{Contest.objects.get().pk}/").locator("#contest-board").inner_text()


def pay(finance, head, first, end):
    """Nobody earns commission in the run; both stand in its file for their prize, and its page leads to the contest."""
    page = finance.page
    finance.menu("Commission runs")
    finance.first("/commission-runs/new/")
    page.fill("input[name=starts_on]", first.isoformat())
    page.fill("input[name=ends_on]", end.isoformat())
    finance.save()
    finance.verb("calculate")
    finance.verb("review")
    head.menu("Commission runs")
    head.page.click("a.row-link")
    head.page.wait_for_load_state()
    head.verb("approve")
    head.verb("lock")
    page.reload()
    with page.expect_download() as download:
        page.locator("a[href*='pay-file.csv']").first.click()
    rows = list(csv.DictReader(StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert [(row["Name"], row["Contest prizes"]) for row in rows] == [("Alice", "250.00"), ("Bob", "250.00")]
    page.locator(".contest-prizes a[href^='/contests/']").first.click()
    page.wait_for_url(re.compile(r"/contests/\d+/$"))
    assert Run.objects.get().state == "locked"
