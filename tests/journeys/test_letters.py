"""E-mail by clicks alone, with real mail servers: a mailbox is connected, a letter goes out from the customer's page, and the answer is there to be answered."""

import pytest

from kaituo.foundation.identity.models import Grant, Role
from kaituo.foundation.records import actions as records
from kaituo.integrations.email.looking import look
from kaituo.integrations.email.models import Letter, Mailbox
from kaituo.integrations.email.sending import send_due
from kaituo.integrations.email.tests.conftest import letter, office, private
from kaituo.integrations.email.tests.post_office import PASSWORD as SENDING
from kaituo.integrations.email.tests.server import PASSWORD as READING
from kaituo.integrations.email.tests.server import dovecot
from kaituo.sales.customers.models import Account, Contact
from tests.journeys.clicks import Clicks

__all__ = ["office", "private"]
pytestmark = pytest.mark.journey

ADDRESS = "alice@kaituo.example"


@pytest.fixture(scope="module")
def server():
    with dovecot() as started:
        yield started


@pytest.fixture
def customer(company):
    for model, verb in [("email.Mailbox", "*"), ("email.Letter", "*"), ("activities.Activity", "*")]:
        Grant.objects.get_or_create(role=Role.objects.get(key="rep"), model=model, verb=verb, defaults={"scope": "own"})
    account = records.create(Account(name="瑞和机械", owner=company.alice), by=company.ada)
    records.create(Contact(account=account, name="王磊", email="wang@ruihe.example", is_primary=True), by=company.ada)
    return account


def connect_her_box(page, server, office):
    """The address alone is not enough for a firm's own servers: the form says so and opens where they are entered."""
    page.goto("/mailboxes/new/")
    page.fill("[name=address]", ADDRESS)
    page.fill("[name=password]", READING)
    page.locator(".record-form .form-foot button").click()
    page.wait_for_selector("[name=host]:visible")
    page.fill("[name=password]", READING)
    for name, value in [("host", "127.0.0.1"), ("port", server.port), ("smtp_host", "127.0.0.1"), ("smtp_port", office.port)]:
        page.fill(f"[name={name}]", str(value))
    page.fill("[name=smtp_password]", SENDING)
    for name in ("security", "smtp_security"):
        page.select_option(f"[name={name}]", "none")
    Clicks(page).save()


def write(page, customer):
    page.goto(f"/accounts/{customer.pk}/")
    page.locator("main a[href^='/letters/write/']").first.click()
    page.wait_for_selector(".letter-form")
    page.fill("[name=subject]", "报价单")
    page.fill("[name=text]", "您好，报价见附件。")
    page.locator(".letter-form .form-foot button").dblclick()
    page.wait_for_url(f"**/accounts/{customer.pk}/**")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_letter_goes_out_and_its_answer_waits_to_be_answered(company, customer, server, office, walk, size):
    walker = walk(size)
    page = walker.sign_in("alice")
    connect_her_box(page, server, office)
    assert walker.complaints and all("422" in said for said in walker.complaints)
    walker.complaints.clear()
    page.locator("form[action$='/try/'] button").click()
    page.wait_for_selector(".tone-good")
    write(page, customer)
    send_due()
    assert [envelope.rcpt_tos for envelope in office.letters] == [["wang@ruihe.example"]]
    sent = Letter.objects.get()
    server.put(ADDRESS, bytes(letter(to=ADDRESS, subject="Re: 报价单", text="可以再便宜一点吗？", In_Reply_To=sent.message_id)))
    page.goto(f"/mailboxes/{Mailbox.objects.get().pk}/")
    page.locator("form[action$='/look/'] button").click()
    page.wait_for_selector(".alert-box, .toast", state="attached")
    look(Mailbox.objects.get())
    walker.open(f"/accounts/{customer.pk}/")
    assert page.locator("main", has_text="可以再便宜一点吗").count() == 1
