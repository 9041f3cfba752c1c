"""A new colleague's first way in: a letter or a link, a password, and she stands at home. The letter really travels."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from kaituo.foundation.identity.models import User
from kaituo.office.administration.actions import accounts

PASSWORD = {"password1": "a long and good one", "password2": "a long and good one"}


@pytest.fixture
def newcomer(alice):
    cache.clear()
    alice.email = "alice@example.com"
    alice.set_unusable_password()
    alice.save()
    return alice


@pytest.fixture(params=["zh-hans", "en"])
def phone(request):
    client = Client(headers={"host": "localhost"})
    client.cookies["django_language"] = request.param
    return client


def choose_password(phone, path):
    """Follow the link, choose, and see where she stands."""
    form = phone.get(path, follow=True)
    assert 'name="password1"' in form.content.decode()
    return phone.post(form.request["PATH_INFO"], PASSWORD, follow=True)


def test_by_letter(phone, newcomer, mailbox):
    phone.post("/account/password/reset/", {"email": newcomer.email})
    letter = mailbox.read()
    text = letter.get_content()
    assert (letter["To"], letter["From"]) == (newcomer.email, "kaituo@localhost")
    is_chinese = phone.cookies["django_language"].value == "zh-hans"
    assert bool(re.search("[一-鿿]", letter["Subject"])) == bool(re.search("[一-鿿]", text)) == is_chinese
    home = choose_password(phone, re.search(r"http://localhost(/\S+)", text)[1])
    assert (home.request["PATH_INFO"], home.wsgi_request.user) == ("/", newcomer)
    assert not (is_chinese and re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", text))


def test_by_the_link_of_an_administrator(phone, newcomer, ada):
    home = choose_password(phone, accounts.invite(newcomer, by=ada))
    assert (home.request["PATH_INFO"], home.status_code, home.wsgi_request.user) == ("/", 200, newcomer)


def test_who_is_locked_out_gets_in_by_no_link(phone, newcomer, ada):
    path = accounts.invite(newcomer, by=ada)
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    phone.post(phone.get(path, follow=True).request["PATH_INFO"], PASSWORD)
    assert phone.get("/me/").status_code == 302


def test_an_address_that_nobody_has_gets_no_letter_about_an_account(phone, newcomer, mailbox):
    answer = phone.post("/account/password/reset/", {"email": "nobody@example.com"})
    assert (answer.status_code, [letter for letter in mailbox.addresses if letter == newcomer.email]) == (302, [])
