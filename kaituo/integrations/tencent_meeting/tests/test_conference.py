"""Tencent Meeting as it describes itself: every request signed over method, headers, path and body; refusals with 400 and 500 alike."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from kaituo.foundation.notices.channels import Lost
from kaituo.integrations.conferences.platforms import SERVICES, Gone, Made, Planned
from kaituo.integrations.tencent_meeting.conference import signed
from kaituo.integrations.testing import as_json

SERVICE = SERVICES["tencent_meeting"]
BEGINS = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
PLANNED = Planned("季度评审", BEGINS, BEGINS + timedelta(minutes=45))
TOLD = {"userid": "zhangwei", "instanceid": 1, "subject": "季度评审", "start_time": "1796090400", "end_time": "1796093100"}
FRESH = 300


def is_signed(call) -> bool:
    """Reckoned anew from what came over the wire."""
    told = call.headers
    line = f"X-TC-Key={told['x-tc-key']}&X-TC-Nonce={told['x-tc-nonce']}&X-TC-Timestamp={told['x-tc-timestamp']}"
    query = "?" + "&".join(f"{name}={value}" for name, value in call.query.items()) if call.query else ""
    text = "\n".join([call.method, line, call.path + query, call.body.decode()])
    wanted = base64.b64encode(hmac.new(b"key", text.encode(), hashlib.sha256).hexdigest().encode()).decode()
    is_fresh = abs(call.at - int(told["x-tc-timestamp"])) < FRESH
    return told["x-tc-signature"] == wanted and told["x-tc-key"] == "id" and int(told["x-tc-nonce"]) > 0 and is_fresh


def refused(code: int, message: str, http: int):
    return as_json({"error_info": {"error_code": code, "message": message}}, http)


def cloud(system, call):
    if not is_signed(call) or call.headers["appid"] != "200000001" or call.headers["x-tc-registered"] != "1":
        return refused(200003, "Signature failed", 500)
    user = call.query.get("userid") or call.json["userid"]
    if user != "zhangwei":
        return refused(20001, "user not exist", 400)
    system.taken.append(call)
    if "/v1/meetings/" in call.path and "/7567173273889276131" not in call.path:
        return refused(9003, "MEETING NOT EXIST", 500)
    found = {"meeting_id": "7567173273889276131", "meeting_code": "806146667", "join_url": "https://meeting.tencent.com/s/u9WzK1"}
    return as_json({"meeting_number": 1, "meeting_info_list": [found]} if call.method != "GET" else {"meeting_number": 0})


@pytest.fixture
def system(serve):
    return serve(cloud)


def entered(system, **more):
    usual = {"app_id": "200000001", "sdk_id": "", "secret_id": "id", "secret_key": "key", "host": "zhangwei"}
    return {**usual, "service": system.url, **more}


def test_signature_of_a_known_request():
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC), tick=False):
        headers = signed({"app_id": "1", "sdk_id": "", "secret_id": "id", "secret_key": "key"}, "GET", "/v1/meetings", "")
    text = f"GET\nX-TC-Key=id&X-TC-Nonce={headers['X-TC-Nonce']}&X-TC-Timestamp=1796083200\n/v1/meetings\n"
    digest = hmac.new(b"key", text.encode(), hashlib.sha256).hexdigest()
    assert base64.b64decode(headers["X-TC-Signature"]).decode() == digest


def test_conference_is_made_changed_and_cancelled(system):
    made = SERVICE.make(entered(system), PLANNED)
    SERVICE.change(entered(system), made, PLANNED)
    SERVICE.cancel(entered(system), made)
    SERVICE.greet(entered(system))
    assert (made.url, made.host) == ("https://meeting.tencent.com/s/u9WzK1", "zhangwei")
    assert [call.json for call in system.taken[:2]] == [{**TOLD, "type": 0}, TOLD]
    assert [(call.method, call.path) for call in system.taken] == [
        ("POST", "/v1/meetings"),
        ("PUT", "/v1/meetings/7567173273889276131"),
        ("POST", "/v1/meetings/7567173273889276131/cancel"),
        ("GET", "/v1/meetings"),
    ]


@pytest.mark.parametrize(("wrong", "said"), [({"secret_key": "x"}, "refuses the signature"), ({"host": "nobody"}, "knows no such host")], ids=str)
def test_refusal_is_said_in_words(system, wrong, said):
    with pytest.raises(Lost, match=said):
        SERVICE.make(entered(system, **wrong), PLANNED)


def test_conference_that_is_gone_is_gone(system):
    with pytest.raises(Gone):
        SERVICE.change(entered(system), Made("1", "", "zhangwei"), PLANNED)
