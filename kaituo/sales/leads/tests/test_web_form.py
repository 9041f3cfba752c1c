"""The form that anybody may fill in, and what keeps machines out."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.test import Client
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.sales.duplicates.models import DuplicateRule
from kaituo.sales.leads import public
from kaituo.sales.leads.models import EnquiryCount, Lead

SENT = {"name": "Acme", "person": "Li", "phone": "13900000000", "need": "Robots"}


@pytest.fixture
def visitor():
    client = Client(headers={"host": "localhost"})
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def opened(web_form):
    """The mark of a page that was opened a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return TimestampSigner(salt=public.SALT).sign(web_form.key)


def said(page):
    """Without what differs with every page: nonce and token."""
    return re.sub(r'nonce="[^"]*"|[A-Za-z0-9]{64}', "", page.content.decode())


def send(visitor, web_form, **values):
    return visitor.post(web_form.address, {**SENT, **values})


def test_an_enquiry_becomes_a_lead(visitor, web_form, opened):
    assert "Thank you" in send(visitor, web_form, begun=opened).content.decode()
    lead = Lead.objects.get()
    assert (lead.name, lead.path, lead.campaign, lead.source, lead.owner) == ("Acme", "web", "Spring", "website", None)


def test_the_page_opens_without_signing_in(visitor, web_form):
    page = visitor.get(web_form.address)
    assert page.status_code == 200
    assert "Ask us" in page.content.decode()


def test_whatever_fills_the_hidden_field_is_thanked_and_forgotten(visitor, web_form, opened):
    assert send(visitor, web_form, begun=opened, homepage="http://spam.example").status_code == 200
    assert not Lead.objects.exists()


@pytest.mark.parametrize("begun", ["", "forged:1:x"])
def test_a_forged_mark_is_asked_once_more(visitor, web_form, begun):
    assert send(visitor, web_form, begun=begun).status_code == 422
    assert not Lead.objects.exists()


def test_faster_than_a_person_is_asked_once_more(visitor, web_form):
    assert send(visitor, web_form, begun=public.begin(web_form)).status_code == 422
    assert not Lead.objects.exists()


def test_a_flood_from_one_address_is_stopped(visitor, web_form, opened):
    codes = [send(visitor, web_form, begun=opened, name=f"Acme {number}").status_code for number in range(4)]
    assert (codes, Lead.objects.count()) == ([200, 200, 429, 429], 2)


def test_other_processes_count_along_and_other_addresses_do_not(web_form):
    assert [public.is_flooding(web_form, "203.0.113.7") for _number in range(3)] == [False, False, True]
    assert not public.is_flooding(web_form, "203.0.113.8")
    assert EnquiryCount.objects.get(count=3).visitor != "203.0.113.7"


def test_behind_a_proxy_each_visitor_counts_alone(visitor, web_form, opened, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    heard = ["203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.8"]
    codes = [visitor.post(web_form.address, {**SENT, "begun": opened}, headers={"x-forwarded-for": each}).status_code for each in heard]
    assert codes == [200, 200, 429, 200]


def test_without_a_proxy_nobody_passes_for_another(visitor, web_form, opened):
    codes = [
        visitor.post(web_form.address, {**SENT, "begun": opened}, headers={"x-forwarded-for": f"203.0.113.{each}"}).status_code for each in range(3)
    ]
    assert codes == [200, 200, 429]


def test_counts_of_past_hours_are_forgotten(web_form):
    with time_machine.travel(timezone.now() - timedelta(hours=3)):
        public.is_flooding(web_form, "203.0.113.7")
    public.is_flooding(web_form, "203.0.113.7")
    assert (public.forget_counts(), EnquiryCount.objects.count()) == (1, 1)


def test_who_is_kept_out_as_known_is_thanked_all_the_same(visitor, web_form, opened, ada):
    records.create(DuplicateRule(model="leads.Lead", key="name_phone", public="block"), by=ada)
    pages = [send(visitor, web_form, begun=opened) for _number in range(2)]
    assert pages[0].status_code == pages[1].status_code == 200
    assert said(pages[0]) == said(pages[1])
    assert Lead.objects.count() == 1


def test_a_way_to_answer_is_asked_for(visitor, web_form, opened):
    page = send(visitor, web_form, begun=opened, phone="")
    assert (page.status_code, "way to answer" in page.content.decode()) == (422, True)


def test_no_field_is_taken_that_the_form_does_not_ask(visitor, web_form, opened):
    send(visitor, web_form, begun=opened, owner="1", status="converted", email="x@y.example")
    assert (Lead.objects.get().email, Lead.objects.get().status) == ("", "new")


def test_a_form_out_of_use_is_not_there(visitor, web_form, ada):
    records.change(web_form, {"is_on": False}, by=ada)
    assert visitor.get(web_form.address).status_code == 404
