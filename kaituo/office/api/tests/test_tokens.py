"""Tokens: made once, shown once, never more than the person may."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kaituo.office.api import actions
from kaituo.office.api.models import Token


@pytest.fixture
def browser(alice):
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    client.force_login(alice)
    return client


@pytest.fixture
def page(alice):
    client = Client(headers={"host": "localhost"})
    client.force_login(alice)
    return client


def test_without_a_token_nothing_is_answered(lantern):
    answer = Client(headers={"host": "localhost"}).get(f"/api/v1/accounts/{lantern.pk}")
    assert (answer.status_code, answer.json()["status"]) == (401, 401)


def test_an_invented_token_opens_nothing(program, alice):
    stranger = program(alice)
    stranger.client.defaults["HTTP_AUTHORIZATION"] = "Bearer kt_invented"
    assert stranger.get("me").status_code == 401


def test_a_token_says_whose_it_is(at_alices):
    assert (at_alices.get("me").json()["username"], at_alices.get("me").json()["token"]["reach"]) == ("alice", "write")


def test_a_reading_token_does_not_write(program, alice, lantern):
    reader = program(alice, reach="read")
    assert reader.get("accounts").status_code == 200
    assert reader.post(f"accounts/{lantern.pk}/archive").status_code == 403


def test_a_token_for_one_area_opens_no_other(program, alice):
    narrow = program(alice, screens=["accounts"])
    assert [narrow.get(path).status_code for path in ("accounts", "orders", "measures")] == [200, 403, 403]


def test_an_expired_token_opens_nothing(program, alice):
    assert program(alice, expires_on=timezone.localdate() - timedelta(days=1)).get("me").status_code == 401
    assert program(alice, expires_on=timezone.localdate()).get("me").status_code == 200


def test_a_revoked_token_opens_nothing(at_alices, alice):
    actions.revoke(Token.objects.get(), by=alice)
    assert at_alices.get("me").status_code == 401


def test_a_person_who_left_takes_her_tokens_along(at_alices, alice):
    alice.is_active = False
    alice.save()
    assert at_alices.get("me").status_code == 401


def test_the_secret_is_shown_once_and_kept_as_a_hash(page):
    shown = page.post("/api/tokens/", {"name": "Till", "reach": "read"}).content.decode()
    kept = Token.objects.get()
    assert "kt_" in shown and kept.digest not in shown
    assert "data-secret" not in page.get("/api/tokens/").content.decode()


def test_nobody_sees_or_revokes_the_token_of_another(at_alices, charlie):
    client, token = Client(headers={"host": "localhost"}), Token.objects.get()
    client.force_login(charlie)
    assert token.begins not in client.get("/api/tokens/").content.decode()
    assert client.post(f"/api/tokens/{token.pk}/revoke/").status_code == 404


def test_the_owner_revokes_on_the_page(page, at_alices):
    page.post(f"/api/tokens/{Token.objects.get().pk}/revoke/")
    assert not Token.objects.usable().exists()


def test_the_session_reads_and_needs_the_csrf_token_to_write(browser, lantern):
    assert browser.get("/api/v1/accounts").status_code == 200
    assert browser.post("/api/v1/accounts", "{}", content_type="application/json").status_code == 403


def test_beyond_the_limit_one_is_asked_to_wait(at_alices, settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    cache.clear()
    answers = [at_alices.get("me") for _time in range(4)]
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_refusals_speak_the_persons_language(program, alice, language):
    alice.language = language
    alice.save()
    assert program(alice).get("accounts/1")["Content-Language"] == language


def test_the_page_of_the_description_runs_no_inline_script(page):
    text = page.get("/api/docs").content.decode()
    assert 'data-url="/api/v1/openapi.json"' in text and "swagger-ui-bundle" in text
