"""Who hears of it when a webhook was stopped because nobody answered."""

import pytest

from kaituo.foundation.identity.models import Grant, User
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.integrations.webhooks import actions
from kaituo.integrations.webhooks.models import Subscription
from kaituo.sales.customers.models import Account


@pytest.fixture
def give_up(hook):
    return lambda: actions.give_up(hook, by=User.objects.system())


def told():
    return {notice.person.username: notice for notice in Notice.objects.filter(kind="webhooks.stopped")}


def test_the_person_behind_it_and_the_administrators_hear_of_it(give_up, alice, ada):
    give_up()
    assert set(told()) == {"alice", "ada"}
    assert "Till" in told()["alice"].sentence


def test_an_owner_who_may_not_open_it_hears_of_it_without_a_link(give_up, alice, ada):
    Grant.objects.filter(role__key="rep").delete()
    give_up()
    assert (told()["alice"].model, told()["ada"].model) == ("", "webhooks.Subscription")


def test_an_administrator_who_is_the_owner_hears_of_it_once(hook, ada):
    Subscription.objects.update(owner=ada)
    actions.give_up(hook, by=User.objects.system())
    assert Notice.objects.filter(kind="webhooks.stopped").count() == 1


def test_the_notice_names_the_last_problem(hook, receiver, alice, ada, work, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FAILURES", 1)
    monkeypatch.setattr(actions, "MOST_ATTEMPTS", 1)
    receiver.code = 503
    records.create(Account(name="Lantern", owner=alice), by=ada)
    work()
    assert "HTTP 503" in told()["alice"].sentence
