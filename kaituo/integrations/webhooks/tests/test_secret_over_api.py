"""The secret over the interface: in the answer to whoever made or renewed it, and nowhere else."""

import pytest
from django.test import Client

from kaituo.foundation.records.models import Event
from kaituo.integrations.webhooks.models import Subscription


@pytest.fixture
def program(alice):
    client = Client(headers={"host": "localhost"})
    client.force_login(alice)
    return client


def test_the_answer_to_a_renewal_holds_the_new_secret_this_once(hook, program):
    old = hook.secret
    answer = program.post(f"/api/v1/webhooks/{hook.pk}/renew_secret", {}, content_type="application/json")
    new = Subscription.objects.get().secret
    assert (answer.status_code, answer.json()["secret"], answer["Cache-Control"]) == (200, new, "no-store")
    assert old != new
    later = program.get(f"/api/v1/webhooks/{hook.pk}").content + program.get("/api/v1/webhooks").content
    assert new not in later.decode()
    assert new not in str(list(Event.objects.values_list("changes", "inputs")))


def test_whoever_makes_a_webhook_is_told_its_secret(program, alice):
    body = {"name": "Till", "url": "https://till.example/", "facts": ["*"], "owner": alice.pk}
    answer = program.post("/api/v1/webhooks", body, content_type="application/json")
    assert (answer.status_code, answer.json()["secret"]) == (201, Subscription.objects.get().secret)


def test_other_verbs_do_not_tell_it(hook, program):
    answer = program.post(f"/api/v1/webhooks/{hook.pk}/pause", {}, content_type="application/json")
    assert (answer.status_code, "secret" in answer.json()) == (200, False)


def test_the_description_says_which_answers_hold_it(program):
    paths = program.get("/api/v1/openapi.json").json()["paths"]
    operations = [(method, path, said) for path, methods in paths.items() for method, said in methods.items()]
    told = {(method, path) for method, path, said in operations if "secret" in promised(said)}
    assert told == {("post", "/api/v1/webhooks"), ("post", "/api/v1/webhooks/{pk}/renew_secret")}


def promised(operation):
    """What every answer of an operation holds."""
    answers = [answer for code, answer in operation["responses"].items() if code in {"200", "201"}]
    schemas = [answer.get("content", {}).get("application/json", {}).get("schema", {}) for answer in answers]
    return {name for schema in schemas for name in schema.get("required", [])}
