"""WhatsApp as it describes itself: a bearer token, an approved template with one place, numbers without signs, one message in six seconds to a person."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.integrations.messengers.vendors import VENDORS
from kaituo.integrations.testing import as_json

VENDOR = VENDORS["whatsapp"]


def fault(code, message, http=400):
    return as_json({"error": {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code, "error_data": {"details": message}}}, http)


def cloud(system, call):
    if call.headers.get("authorization") != "Bearer EAAG":
        return fault(190, "Invalid OAuth access token", 401)
    if call.path != "/v23.0/1065/messages":
        return fault(100, "Unsupported post request")
    body, template = call.json, call.json["template"]
    if (body["messaging_product"], body["type"]) != ("whatsapp", "template") or not body["to"].isdigit():
        return fault(100, "Invalid parameter")
    if (template["name"], template["language"]) != ("kaituo_notice", {"code": "zh_CN"}):
        return fault(132001, "Template name does not exist in the translation", 404)
    words = [each["text"] for part in template["components"] for each in part["parameters"]]
    if len(words) != 1 or "\n" in words[0] or "    " in words[0]:
        return fault(132000, "Number of parameters does not match")
    if any(each.json["to"] == body["to"] for each in system.taken[-1:]) and system.taken_within(6):
        return fault(131056, "(Business Account, Consumer Account) pair rate limit hit")
    system.taken.append(call)
    return as_json({"messaging_product": "whatsapp", "contacts": [{"wa_id": body["to"]}], "messages": [{"id": "wamid.1"}]})


@pytest.fixture
def system(serve):
    return serve(cloud)


def entered(system, **other):
    known = {"number_id": "1065", "token": "EAAG", "template": "kaituo_notice", "language": "zh_CN", "service": f"{system.url}/v23.0"}
    return {**known, **other}


def test_the_notice_fills_the_template_on_one_line(system, alice):
    message = Message("", "One\n\nTwo     three", url="https://crm.example.com/x/")
    assert VENDOR.send(entered(system), message, [(alice, "+86 138 0000 0000")]) == "wamid.1"
    body = system.taken[0].json
    assert body["to"] == "8613800000000"
    assert body["template"]["components"][0]["parameters"][0]["text"] == "One Two three https://crm.example.com/x/"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"token": "x"}, "access token"), ({"template": "x"}, "knows no such template"), ({"number_id": "9"}, "phone number id")],
)
def test_what_is_entered_wrongly_is_said(system, note, alice, wrong, said):
    with pytest.raises(Lost, match=said):
        VENDOR.send(entered(system, **wrong), note, [(alice, "8613800000000")])


def test_two_at_once_to_one_person_are_spread(system, note, alice):
    with time_machine.travel(timezone.now(), tick=False):
        VENDOR.send(entered(system), note, [(alice, "8613800000000")])
        with pytest.raises(Later) as error:
            VENDOR.send(entered(system), note, [(alice, "8613800000000")])
    assert error.value.after == timedelta(seconds=6)
