"""Feishu as it describes itself: the signature stands in the body; five a second, a hundred a minute."""

import base64
import hashlib
import hmac
import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.notices import actions as notices
from kaituo.foundation.notices.channels import Later, Lost
from kaituo.foundation.notices.kinds import ASSIGNED
from kaituo.integrations.messengers.vendors import VENDORS
from kaituo.integrations.testing import as_json

VENDOR = VENDORS["feishu_robot"]
SECRET = "demo"


def bot(system, call):
    if call.path != "/open-apis/bot/v2/hook/h00k":
        return as_json({"code": 19001, "msg": "param invalid: incoming webhook access token invalid"})
    body = call.json
    key = f"{body['timestamp']}\n{SECRET}".encode()
    expected = base64.b64encode(hmac.new(key, digestmod=hashlib.sha256).digest()).decode()
    if body["sign"] != expected or abs(time.time() - int(body["timestamp"])) > 3600:
        return as_json({"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"})
    if len(call.body) > 20 * 1024 or body["msg_type"] != "text":
        return as_json({"code": 9499, "msg": "Bad Request"})
    if system.taken_within(1) >= 5 or system.taken_within(60) >= 100:
        return as_json({"code": 11232, "msg": "frequency limited psm"})
    system.taken.append(call)
    return as_json({"code": 0, "msg": "success", "data": {}, "StatusCode": 0, "StatusMessage": "success"})


@pytest.fixture
def system(serve):
    return serve(bot)


def entered(system, hook="h00k", secret=SECRET):
    return {"address": f"{system.url}/open-apis/bot/v2/hook/{hook}", "secret": secret}


def test_it_is_signed_and_names_people(system, note, alice):
    assert VENDOR.send(entered(system), note, [(alice, "ou_1")]) == "success"
    text = system.taken[0].json["content"]["text"]
    assert text == f'Mei named you: 100% ＜ready> & *done*\n{note.url}\n<at user_id="ou_1">Alice</at>'


@pytest.mark.parametrize(("wrong", "said"), [({"secret": "x"}, "refused the signature"), ({"hook": "x"}, "copy its address anew")])
def test_what_is_entered_wrongly_is_said(system, note, wrong, said):
    with pytest.raises(Lost, match=said):
        VENDOR.send(entered(system, **wrong), note, [])


def test_a_bot_that_is_used_too_fast_is_tried_later(system, note):
    with time_machine.travel(timezone.now(), tick=False):
        for _each in range(5):
            VENDOR.send(entered(system), note, [])
        with pytest.raises(Later):
            VENDOR.send(entered(system), note, [])


def test_the_engine_keeps_to_five_a_second(system, connect, cast, ada, bring):
    connect("feishu_robot", entered(system), kinds=[ASSIGNED.name])
    for number in range(12):
        notices.tell([cast.alice], ASSIGNED, LegalEntity.objects.create(name=f"No {number}"), by=ada)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sent = []
        for _second in range(3):
            sent.append(bring().count("sent"))
            clock.shift(timedelta(milliseconds=1010))
    assert sent == [5, 10, 12]
