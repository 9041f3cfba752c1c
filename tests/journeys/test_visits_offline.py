"""A rep's day in a dead zone, in a real browser: kept on the phone, sent once when the network is back, in order, whatever her clock says."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from kaituo.field.visits import actions
from kaituo.field.visits.models import Evidence, Presence, Sending, Visit, VisitRules, VisitStep, VisitType
from kaituo.foundation.company.models import Holiday
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Attachment
from kaituo.sales.customers.models import Account
from tests.journeys.conftest import CHROMIUM, PASSWORD, QUIET

pytestmark = pytest.mark.journey
DAY = "/visits/day/"
PLACE = {"latitude": 31.2304, "longitude": 121.4737, "accuracy": 12}


@pytest.fixture
def shop(company, settings, tmp_path):
    """Alice has two visits today; one asks for a photo."""
    settings.MEDIA_ROOT = tmp_path / "media"
    alice, ada = company.alice, company.ada
    VisitRules.objects.create(begins_at="00:00", ends_at="23:59:59")
    for days in (-1, 0, 1):  # positions are kept on working days alone, and the test runs on any
        Holiday.objects.create(day=timezone.localdate() + timedelta(days=days), name="Make-up day", is_workday=True)
    talk, check = (records.create(VisitType(name=name), by=ada) for name in ("Talk", "Shelf check"))
    records.create(VisitStep(visit_type=check, kind="photo", name="The shelf"), by=ada)
    for name, kind in (("Lantern Ltd", check), ("Harbour Ltd", talk)):
        account = records.create(Account(name=name, owner=alice, phone="13900000000"), by=ada)
        actions.plan(Visit(account=account, owner=alice, visit_type=kind), by=alice)
    actions.give_consent(by=alice)
    type(alice).objects.update(language="en", theme="light")
    return company


class Handset:
    """A browser with a folder of its own, so that it can be closed and opened again with everything it kept."""

    def __init__(self, chromium, folder, address):
        self.chromium, self.folder, self.address = chromium, folder, address
        self.open()

    def open(self, *, offline=False):
        self.context = self.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=CHROMIUM,
            args=QUIET,
            viewport={"width": 390, "height": 844},
            base_url=self.address,
            geolocation=PLACE,
            permissions=["geolocation"],
            locale="en-GB",
        )
        self.context.set_offline(offline)
        self.page = self.context.pages[0]

    def restart(self, *, offline):
        self.context.close()
        self.open(offline=offline)

    def sign_in(self):
        self.page.goto("/account/login/")
        self.page.fill("input[name=login]", "alice")
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("form button[type=submit]")
        self.page.wait_for_url(lambda address: "login" not in address)

    def take_along(self):
        self.page.goto(DAY)
        self.page.wait_for_selector(".day-line")
        self.page.wait_for_selector("html[data-offline=ready]", state="attached")

    def visit(self, name):
        self.page.click(f".day-open:has-text('{name}')")

    def check_in(self, name):
        self.visit(name)
        self.page.click("[data-do=check_in]")
        self.page.wait_for_selector(".day-out")

    def shoot(self):
        out = BytesIO()
        Image.new("RGB", (400, 300), "orange").save(out, "JPEG")
        self.page.click(".day-step summary")
        self.page.set_input_files("input[name=photo]", {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})
        self.page.click(".day-step-form button[type=submit]")
        self.page.wait_for_selector(".day-step .badge:has-text('Done')")

    def check_out(self, summary):
        self.page.fill("[name=summary]", summary)
        self.page.click(".day-out button[type=submit]")
        self.page.wait_for_selector(".day-list")

    def is_empty(self):
        # What waits is hidden as well while the page has not counted it yet.
        expect(self.page.locator("[data-net]")).to_have_text("Connected", timeout=20_000)
        expect(self.page.locator("[data-waiting]")).to_be_hidden(timeout=20_000)
        expect(self.page.locator("[data-net]")).to_have_text("Connected", timeout=20_000)


@pytest.fixture
def handset(browser, shop, live_server, tmp_path):
    phone = Handset(browser.browser_type, tmp_path / "phone", live_server.url)
    yield phone
    phone.context.close()


def test_a_day_without_a_network_survives_a_restart_and_arrives_once(handset):
    handset.sign_in()
    handset.take_along()
    handset.context.set_offline(True)
    handset.check_in("Lantern Ltd")
    handset.shoot()
    handset.restart(offline=True)
    handset.page.goto(DAY)
    handset.page.wait_for_selector(".day-line:has-text('Under way')")
    handset.visit("Lantern Ltd")
    handset.check_out("Shelf is full")
    assert not Sending.objects.exists()
    handset.context.set_offline(False)
    # Her sign-in ended with the browser; what she did waits for her.
    handset.sign_in()
    handset.page.goto(DAY)
    handset.is_empty()
    visit = Visit.objects.get(account__name="Lantern Ltd")
    assert (visit.state, visit.summary) == ("done", "Shelf is full")
    assert (Presence.objects.count(), Evidence.objects.count(), Attachment.objects.count(), Sending.objects.count()) == (2, 1, 1, 3)
    assert [str(each.latitude) for each in Presence.objects.all()] == ["31.2304", "31.2304"]


def test_another_page_says_that_it_needs_a_network_and_opens_when_it_is_back(handset):
    handset.sign_in()
    handset.take_along()
    handset.context.set_offline(True)
    handset.page.goto("/accounts/")
    expect(handset.page.locator("visit-day [role=status]")).to_contain_text("needs a network")
    expect(handset.page.locator(".day-line")).to_have_count(2)
    handset.context.set_offline(False)
    handset.page.locator("visit-day [role=status] a").click()
    expect(handset.page.locator("h1")).to_have_text("Accounts")


def test_what_was_done_goes_out_when_the_network_is_back_although_the_page_is_closed(handset):
    handset.sign_in()
    handset.take_along()
    session = handset.context.new_cdp_session(handset.page)
    workers = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: workers.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    handset.context.set_offline(True)
    handset.check_in("Lantern Ltd")
    handset.page.goto("about:blank")
    handset.context.set_offline(False)
    assert not Sending.objects.exists()
    woken = {"origin": handset.address, "registrationId": workers[0]["registrationId"], "tag": "kaituo-visits", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", woken)
    wait_until(handset.page, Sending.objects.exists)
    session.send("ServiceWorker.dispatchSyncEvent", woken)
    handset.page.goto(DAY)
    handset.is_empty()
    assert (Presence.objects.count(), Sending.objects.count()) == (1, 1)


def wait_until(page, is_so):
    """What the server is told by nobody whom the page could be asked about."""
    for _attempt in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing arrived")


def test_an_answer_lost_on_the_way_is_asked_for_again_and_doubles_nothing(handset):
    handset.sign_in()
    handset.take_along()
    lost = []

    def lose_the_first_answer(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    handset.page.route("**/visits/day/send/", lose_the_first_answer)
    with handset.page.expect_event("requestfailed"):
        handset.check_in("Harbour Ltd")
    handset.page.wait_for_selector("[data-waiting]:not([hidden])")
    assert Presence.objects.count() == 1
    handset.page.goto(DAY)
    handset.page.click("[data-do=refresh]")
    handset.is_empty()
    assert (len(lost), Presence.objects.count(), Sending.objects.count()) == (1, 1, 1)


def test_a_clock_that_is_wrong_is_noticed_and_moves_nothing(handset):
    handset.sign_in()
    handset.take_along()
    handset.page.clock.install(time=timezone.now() + timedelta(hours=7))
    handset.page.goto(DAY)
    handset.check_in("Harbour Ltd")
    handset.is_empty()
    visit = Visit.objects.get(account__name="Harbour Ltd")
    assert visit.flags == ["clock"]
    assert abs((visit.began_at - timezone.now()).total_seconds()) < 60


def test_a_visit_called_off_meanwhile_is_shown_and_can_be_kept(handset, shop):
    handset.sign_in()
    handset.take_along()
    handset.context.set_offline(True)
    handset.check_in("Harbour Ltd")
    handset.check_out("Went there all the same")
    actions.cancel(Visit.objects.get(account__name="Harbour Ltd"), by=shop.mei, reason="They moved")
    handset.context.set_offline(False)
    handset.page.reload()
    handset.page.wait_for_selector(".alert-box.tone-bad")
    handset.page.locator("[data-do=anew]").first.click()
    expect(handset.page.locator(".alert-box.tone-bad")).to_have_count(0)
    handset.is_empty()
    kept = Visit.objects.get(is_unplanned=True)
    assert (kept.state, kept.account.name, kept.summary) == ("done", "Harbour Ltd", "Went there all the same")


def test_signing_out_wipes_the_day_and_the_page(handset):
    handset.sign_in()
    handset.take_along()
    handset.page.goto("/account/logout/")
    handset.page.click("form button[type=submit]")
    handset.page.wait_for_url("**/login/**")
    handset.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        handset.page.goto(DAY)
    handset.context.set_offline(False)
    handset.page.goto("/account/login/")
    stored = """async () => new Promise((done) => { const open = indexedDB.open("kaituo-visits"); open.onsuccess = () => {
      const asked = open.result.transaction("along").objectStore("along").count(); asked.onsuccess = () => done(asked.result); }; })"""
    assert handset.page.evaluate(stored) == 0


def test_it_can_be_installed(handset):
    handset.sign_in()
    handset.take_along()
    told = handset.page.evaluate("async () => (await (await fetch(document.querySelector('link[rel=manifest]').href)).json())")
    assert (told["display"], told["start_url"], {icon["sizes"] for icon in told["icons"]}) == ("standalone", "/", {"192x192", "512x512"})
    session = handset.context.new_cdp_session(handset.page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
