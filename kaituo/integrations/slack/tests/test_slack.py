"""Slack as it describes itself: a plain `ok`, refusals by HTTP code and word, one a second with Retry-After."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.notices import actions as notices
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.kinds import ASSIGNED
from kaituo.foundation.notices.models import Delivery
from kaituo.integrations.messengers.vendors import VENDORS

VENDOR = VENDORS["slack"]


def hook(system, call):
    if call.path == "/services/archived":
        return 410, {}, b"channel_is_archived"
    if call.path != "/services/T0/B0/x":
        return 404, {}, b"no_service"
    if not call.headers["content-type"].startswith("application/json") or "text" not in call.json:
        return 400, {}, b"invalid_payload"
    if system.taken_within(1) >= 1:
        return 429, {"Retry-After": "30"}, b"rate_limited"
    system.taken.append(call)
    return 200, {}, b"ok"


@pytest.fixture
def system(serve):
    return serve(hook)


def entered(system, path="/services/T0/B0/x"):
    return {"address": system.url + path}


def test_brackets_of_a_text_make_no_mentions(system, note, alice):
    assert VENDOR.send(entered(system), note, [(alice, "U123")]) == "ok"
    assert system.taken[0].json["text"] == f"<@U123>\nMei named you: 100% &lt;ready&gt; &amp; *done*\n<{note.url}>"


@pytest.mark.parametrize(("path", "said"), [("/services/archived", "was archived"), ("/services/gone", "does not know this webhook")])
def test_a_refusal_is_said_in_words(system, note, path, said):
    with pytest.raises(Lost, match=said):
        VENDOR.send(entered(system, path), note, [])


def test_retry_after_is_heeded(system, note):
    with time_machine.travel(timezone.now(), tick=False):
        VENDOR.send(entered(system), note, [])
        with pytest.raises(Later) as error:
            VENDOR.send(entered(system), note, [])
    assert error.value.after == timedelta(seconds=30)


def test_after_a_429_nothing_goes_that_way_until_then(system, connect, cast, ada, bring):
    connect("slack", entered(system), kinds=[ASSIGNED.name])
    with time_machine.travel(timezone.now(), tick=False) as clock:
        VENDOR.send(entered(system), Message("", "Used by another program"), [])
        for number in range(2):
            notices.tell([cast.alice], ASSIGNED, LegalEntity.objects.create(name=f"No {number}"), by=ada)
        assert bring() == ["waiting", "waiting"]
        assert min(Delivery.objects.values_list("due_at", flat=True)) == timezone.now() + timedelta(seconds=30)
        clock.shift(timedelta(seconds=31))
        assert bring().count("sent") == 1
        clock.shift(timedelta(seconds=2))
        assert bring().count("sent") == 2
