"""DingTalk as it describes itself: signed with a timestamp that is at most an hour old, 20 a minute."""

import base64
import hashlib
import hmac
import time
from datetime import timedelta

import pytest
import time_machine

from kaituo.foundation.notices.channels import Later, Lost
from kaituo.integrations.messengers.vendors import VENDORS
from kaituo.integrations.testing import as_json

VENDOR = VENDORS["dingtalk_robot"]
SECRET = "SEC000"
HOUR = 3600


def robot(system, call):
    if call.query.get("access_token") != "t0ken":
        return as_json({"errcode": 300001, "errmsg": "token is not exist"})
    at = call.query.get("timestamp", "0")
    expected = base64.b64encode(hmac.new(SECRET.encode(), f"{at}\n{SECRET}".encode(), hashlib.sha256).digest()).decode()
    if call.query.get("sign") != expected or abs(time.time() - int(at) / 1000) > HOUR:
        return as_json({"errcode": 310000, "errmsg": "sign not match, more: [https://ding-doc.dingtalk.com/]"})
    if system.taken_within(60) >= 20:
        return as_json({"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"})
    body = call.json
    if body["msgtype"] != "text" or not all(f"@{mobile}" in body["text"]["content"] for mobile in body["at"]["atMobiles"]):
        return as_json({"errcode": 40035, "errmsg": "缺少参数 json"})
    system.taken.append(call)
    return as_json({"errcode": 0, "errmsg": "ok"})


@pytest.fixture
def system(serve):
    return serve(robot)


def entered(system, token="t0ken", secret=SECRET):
    return {"address": f"{system.url}/robot/send?access_token={token}", "secret": secret}


def test_it_is_signed_and_names_people_by_their_number(system, note, alice):
    assert VENDOR.send(entered(system), note, [(alice, "13800000000")]) == "ok"
    assert system.taken[0].json["at"] == {"atMobiles": ["13800000000"], "isAtAll": False}
    assert system.taken[0].json["text"]["content"] == f"{note.text}\n{note.url}\n@13800000000"


@pytest.mark.parametrize(("wrong", "said"), [({"secret": "SEC111"}, "check the secret"), ({"token": "x"}, "copy its address anew")])
def test_what_is_entered_wrongly_is_said(system, note, wrong, said):
    with pytest.raises(Lost, match=said):
        VENDOR.send(entered(system, **wrong), note, [])


def test_whoever_sends_too_much_is_left_alone_for_ten_minutes(system, note):
    for _each in range(20):
        VENDOR.send(entered(system), note, [])
    with pytest.raises(Later) as error:
        VENDOR.send(entered(system), note, [])
    assert error.value.after == timedelta(minutes=10)


def test_a_clock_that_is_wrong_is_named(system, note):
    request = VENDOR.compose(entered(system), note, [])
    with time_machine.travel(time.time() + 2 * HOUR):
        assert robot(system, Late(request.url))[2].startswith(b'{"errcode": 310000')


class Late:
    """A call that took two hours."""

    def __init__(self, url):
        self.query = dict(pair.split("=", 1) for pair in url.partition("?")[2].split("&"))
