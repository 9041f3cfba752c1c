"""Who has which customer, by clicks alone: a territory takes it in, a colleague helps on it, a leaver hands it over, and the hand-over is taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import Grant, Role, Territory
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.sales.duties.models import DutyRole
from kaituo.team.territories.covering import refresh
from tests.journeys.clicks import Clicks

pytestmark = pytest.mark.journey


@pytest.fixture
def lantern(company):
    records.create(DutyRole(name="Helps", right="change"), by=company.ada)
    Grant.objects.create(role=Role.objects.get(key="manager"), model="duties.DutyRole", verb="view", scope="all")
    Grant.objects.create(role=Role.objects.get(key="manager"), model="identity.User", verb="view", scope="all")
    return records.create(Account(name="灯笼公司", owner=company.alice, country="中国", division="310115"), by=company.ada)


def choose(page, name, typed):
    """What is chosen from a list that the server looks through."""
    field = page.locator(f".record-form select[name={name}], #dialog select[name={name}]")
    field.locator("xpath=..").locator("input[type=text]").fill(typed)
    page.locator("[role=option]", has_text=typed).first.click()


def draw_a_territory(clicks):
    page = clicks.page
    page.goto("/territories/new/")
    page.fill("input[name=name]", "Shanghai")
    page.fill("input[name=code]", "SH")
    choose(page, "territorypart-0-division", "上海市")
    clicks.save()
    page.locator("main [hx-get$='/do/join/']").click()
    page.wait_for_selector("#dialog[open]")
    page.select_option("#dialog select[name=person]", label="Alice")
    page.locator("#dialog .dialog-foot button").click()
    page.wait_for_load_state("networkidle")


def test_a_territory_takes_in_the_customers_that_lie_in_it(company, lantern, walk):
    clicks = Clicks(walk().sign_in("ada"))
    draw_a_territory(clicks)
    assert Territory.objects.get().name == "Shanghai"
    refresh()
    clicks.page.reload()
    assert clicks.page.locator("main a", has_text="灯笼公司").count() == 1
    seller = walk("phone").sign_in("alice")
    seller.goto(f"/accounts/{lantern.pk}/")
    assert seller.locator("main", has_text="Shanghai").count() == 1


def test_a_helper_is_named_and_sees_the_customer(company, lantern, walk):
    assert not may(company.charlie, "change", lantern)
    clicks = Clicks(walk().sign_in("mei"))
    clicks.page.goto(f"/accounts/{lantern.pk}/")
    clicks.first("/account-duties/new/")
    clicks.page.select_option("select[name=role]", label="Helps")
    clicks.page.select_option("select[name=person]", label="Charlie")
    clicks.save()
    helper = walk("phone").sign_in("charlie")
    helper.goto("/accounts/")
    helper.locator("a", has_text="灯笼公司").first.click()
    helper.wait_for_load_state()
    assert "灯笼公司" in helper.locator("h1").inner_text()


def test_a_leaver_hands_over_and_it_is_taken_back(company, lantern, walk):
    clicks = Clicks(walk().sign_in("mei"))
    page = clicks.page
    clicks.menu("Hand-overs")
    clicks.first("/hand-overs/new/")
    page.select_option("select[name=person]", label="Alice")
    page.fill("input[name=access_ends_on]", (timezone.localdate() + timedelta(days=30)).isoformat())
    page.select_option("select[name=handoverreceiver-0-person]", label="Bob")
    clicks.save()
    clicks.verb("plan")
    clicks.verb("carry_out")
    lantern.refresh_from_db()
    assert lantern.owner == company.bob
    receiver = walk("phone").sign_in("bob")
    receiver.goto("/accounts/")
    assert receiver.locator("main a", has_text="灯笼公司").count()
    clicks.verb("undo")
    lantern.refresh_from_db()
    assert lantern.owner == company.alice
