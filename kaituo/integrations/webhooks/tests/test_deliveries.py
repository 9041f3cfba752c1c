"""From an event here to a signed message there."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from standardwebhooks import Webhook

from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.integrations.webhooks import actions
from kaituo.integrations.webhooks.models import Delivery, Subscription
from kaituo.sales.customers.models import Account


@pytest.fixture
def account(alice, ada):
    return records.create(Account(name="灯笼公司", owner=alice, phone="021-1"), by=ada)


def said(receiver):
    return [json.loads(body) for _path, _headers, body in receiver.messages]


def try_at_once():
    """The pause after a failure, passed."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(minutes=1))


def exhausted(work):
    work()
    for _attempt in range(5):
        try_at_once()
        work()


def test_an_event_arrives_signed(hook, receiver, account, work):
    work()
    path, headers, body = receiver.messages[0]
    sent = {name.lower(): value for name, value in headers.items()}
    assert Webhook(hook.secret).verify(body.decode(), sent)["data"]["subject"]["text"] == "灯笼公司"
    assert path == "/hook?from=kaituo"


def test_a_delivery_is_logged(hook, account, work):
    work()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempt_count, delivery.response_code) == ("delivered", 1, 200)


def test_only_what_the_person_may_see_is_sent(hook, receiver, charlie, ada, work):
    records.create(Account(name="Charlie's", owner=charlie), by=ada)
    work()
    assert receiver.messages == []


def test_hidden_fields_are_left_out(hook, receiver, account, ada, work):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="customers.Account", field="phone", shows="masked")
    records.change(account, {"phone": "021-2", "city": "Wuhan"}, by=ada)
    work()
    assert said(receiver)[-1]["data"]["changes"] == {"city": {"then": "", "now": "Wuhan"}}


def test_only_the_wanted_facts_are_sent(hook, receiver, account, ada, alice, work):
    records.change(hook, {"facts": ["record.archived"]}, by=alice)
    records.archive(account, by=ada)
    work()
    assert [message["type"] for message in said(receiver)] == ["record.archived"]


def test_a_failure_is_tried_again_later(hook, receiver, account, work):
    receiver.code = 500
    work()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.problem, delivery.next_try_at is not None) == ("waiting", "HTTP 500", True)
    receiver.code = 200
    try_at_once()
    work()
    assert Delivery.objects.get().state == "delivered"


def test_after_the_last_attempt_it_has_failed(hook, receiver, account, work):
    receiver.code = 500
    exhausted(work)
    delivery, hook = Delivery.objects.get(), Subscription.objects.get()
    assert (delivery.state, delivery.attempt_count, hook.failed_count) == ("failed", 5, 1)


def test_a_failed_message_is_sent_again_on_demand(hook, receiver, account, alice, work):
    receiver.code = 500
    exhausted(work)
    receiver.code = 200
    actions.send_again(Delivery.objects.get(), by=alice)
    work()
    assert Delivery.objects.get().state == "delivered"


def test_too_many_failures_stop_the_subscription(hook, receiver, account, work, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FAILURES", 1)
    receiver.code = 500
    exhausted(work)
    assert not Subscription.objects.get().is_on
    assert Event.objects.filter(name="webhooks.subscription_gave_up").exists()


def test_a_redirect_is_not_followed(hook, receiver, account, work):
    receiver.code, receiver.location = 302, receiver.url
    work()
    assert (len(receiver.messages), Delivery.objects.get().problem) == (1, "HTTP 302")


def test_an_event_is_sent_once_even_when_the_job_runs_twice(hook, receiver, account, work):
    work()
    actions.spread.call([event.pk for event in Event.objects.about(account)])
    work()
    assert len(receiver.messages) == 1


def test_without_subscriptions_no_job_is_written(account):
    assert not DBTaskResult.objects.filter(task_path=actions.spread.module_path).exists()


def test_messages_are_not_about_messages(hook, receiver, alice, work):
    actions.pause(hook, by=alice)
    actions.resume(hook, by=alice)
    work()
    assert receiver.messages == []


def test_the_secret_is_shown_once_and_kept_sealed(alice):
    client = Client(headers={"host": "localhost"})
    client.force_login(alice)
    page = client.post("/webhooks/new/", {"name": "Till", "url": "https://example.com/x", "facts": ["*"], "owner": alice.pk}).content.decode()
    hook = Subscription.objects.get()
    assert hook.secret in page
    assert hook.secret not in client.get(f"/webhooks/{hook.pk}/").content.decode()
    assert hook.secret not in str(list(Event.objects.values_list("changes", flat=True)))
