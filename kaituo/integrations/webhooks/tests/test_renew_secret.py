"""A new secret: shown once, with a day in which the old one still opens the messages."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.integrations.webhooks import actions
from kaituo.integrations.webhooks.models import Subscription
from kaituo.sales.customers.models import Account


@pytest.fixture
def sent(hook, receiver, alice, ada, work):
    """What arrives after another customer was made: (body, headers)."""

    def send():
        records.create(Account(name="Lantern", owner=alice), by=ada)
        work()
        _path, headers, body = receiver.messages[-1]
        return body.decode(), {name.lower(): value for name, value in headers.items()}

    return send


def opens(secret, message):
    try:
        Webhook(secret).verify(*message)
    except WebhookVerificationError:
        return False
    return True


def test_for_a_day_both_secrets_open_a_message(hook, alice, sent):
    old = hook.secret
    new = actions.renew_secret(hook, by=alice)
    message = sent()
    assert (opens(old, message), opens(new, message), old != new) == (True, True, True)


def test_after_the_day_only_the_new_one_does(hook, alice, sent):
    old = hook.secret
    new = actions.renew_secret(hook, by=alice)
    Subscription.objects.update(former_until_at=timezone.now() - timedelta(seconds=1))
    message = sent()
    assert (opens(old, message), opens(new, message)) == (False, True)


def test_a_first_secret_has_no_former_one(hook):
    assert hook.signing_secrets == [hook.secret]


def test_it_is_shown_once_in_the_dialog_and_kept_nowhere(hook, alice):
    client = Client(headers={"host": "localhost"})
    client.force_login(alice)
    answer = client.post(f"/webhooks/{hook.pk}/do/renew_secret/", headers={"HX-Request": "true"})
    secret = Subscription.objects.get().secret
    assert secret in answer.content.decode() and "<html" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert secret not in client.get(f"/webhooks/{hook.pk}/").content.decode()
    assert secret not in str(list(Event.objects.values_list("changes", "inputs")))


def test_only_who_may_change_the_webhook_renews_it(hook, bob):
    with pytest.raises(PermissionDenied):
        actions.renew_secret(hook, by=bob)
