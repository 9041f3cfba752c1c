"""One's own settings: they follow a person to her other devices, and her address moves only with her password."""

import pytest
from django.core.cache import cache
from django.test import Client

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.team.people.models import Staff

PASSWORD = "a long and good one"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def device(alice):
    """Another browser of Alice's, signed in."""
    alice.set_password(PASSWORD)
    alice.save()

    def take() -> Client:
        client = Client(headers={"host": "localhost"})
        client.force_login(alice)
        return client

    return take


def move(client, email, password=PASSWORD):
    return client.post("/me/email/", {"email": email, "password": password})


def test_a_language_switched_to_on_one_device_is_spoken_on_the_other(device):
    first, second = device(), device()
    assert 'lang="en"' in second.get("/me/").content.decode()
    answer = first.post("/ui/language/", {"language": "zh-hans", "next": "/me/"})
    assert answer["Location"] == "/me/"
    assert 'lang="zh-Hans"' in second.get("/me/").content.decode()


def test_a_theme_chosen_on_one_device_is_worn_by_the_other(device):
    first, second = device(), device()
    first.post("/ui/theme/", {"theme": "dark"})
    assert 'data-theme="dark"' in second.get("/me/").content.decode()


def test_signed_out_the_device_remembers(client, db):
    client.post("/ui/language/", {"language": "en"})
    client.post("/ui/theme/", {"theme": "dark"})
    page = client.get("/account/login/").content.decode()
    assert 'lang="en"' in page and 'data-theme="dark"' in page


def test_what_a_device_remembers_does_not_overrule_who_signs_in(device):
    client = device()
    client.cookies["django_language"], client.cookies["theme"] = "zh-hans", "dark"
    page = client.get("/me/").content.decode()
    assert 'lang="en"' in page and 'data-theme="auto"' in page


@pytest.mark.parametrize(("address", "data"), [("/ui/language/", {"language": "xx"}), ("/ui/theme/", {"theme": "neon"})])
def test_what_nobody_offers_is_refused(device, address, data):
    assert device().post(address, data).status_code == 400


def test_a_switch_never_leads_to_another_site(device):
    assert device().post("/ui/language/", {"language": "en", "next": "https://evil.example/"})["Location"] == "/"


def test_the_address_changes_with_the_right_password(device, alice):
    assert move(device(), "alice@new.example").status_code == 302
    alice.refresh_from_db()
    assert alice.email == "alice@new.example"
    assert Event.objects.get(name="administration.email_changed").changes == {"email": ["", "alice@new.example"]}


def test_a_wrong_password_changes_nothing(device, alice):
    answer = move(device(), "mole@evil.example", "guessed")
    alice.refresh_from_db()
    assert (answer.status_code, alice.email) == (422, "")
    assert "This is not your password." in answer.content.decode()


def test_guessing_the_password_is_slowed_down(device):
    client = device()
    answers = [move(client, "mole@evil.example", f"guess {number}").content.decode() for number in range(11)]
    assert "Too many attempts" in answers[-1]


def test_an_address_of_somebody_else_is_refused_whatever_its_case(device, bob):
    User.objects.filter(pk=bob.pk).update(email="bob@example.com")
    assert "Somebody else has this address." in move(device(), "Bob@Example.com").content.decode()


def test_another_change_in_the_staff_list_leaves_what_the_person_chose(device, ada):
    staff = records.create(Staff(number="S1", name="Lin", joined_on="2026-01-01", language="zh-hans", email="lin@example.com"), by=ada)
    staff.refresh_from_db()
    User.objects.filter(pk=staff.user_id).update(language="en")
    records.change(staff, {"job_title": "Rep"}, by=ada)
    assert User.objects.get(pk=staff.user_id).language == "en"
    records.change(staff, {"name": "Lin Li"}, by=ada)
    assert User.objects.get(pk=staff.user_id).name == "Lin Li"


@pytest.mark.parametrize(("path", "kind"), [("/favicon.ico", "image/"), ("/apple-touch-icon.png", "image/png"), ("/robots.txt", "text/plain")])
def test_browsers_find_our_sign_without_signing_in(client, db, path, kind):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"].startswith(kind)) == (200, True)
    answer.close()
