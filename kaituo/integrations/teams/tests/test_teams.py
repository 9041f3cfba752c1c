"""Teams as it describes itself: an Adaptive Card in a message, 202 from a workflow, the true code inside a 200 from an old webhook."""

import pytest

from kaituo.foundation.notices.channels import Later, Lost
from kaituo.integrations.messengers.vendors import VENDORS

VENDOR = VENDORS["teams"]
CARD = "application/vnd.microsoft.card.adaptive"
THROTTLED = b"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId tcid=0"


def workflow(system, call):
    if call.path == "/old":
        return 200, {}, THROTTLED
    if call.path == "/removed":
        return 404, {}, b'{"error":{"code":"WorkflowNotFound"}}'
    body = call.json
    cards = [each["content"] for each in body["attachments"] if each["contentType"] == CARD]
    is_right = body["type"] == "message" and len(cards) == 1 and cards[0]["type"] == "AdaptiveCard" and len(call.body) <= 28 * 1024
    named = {each["text"] for each in cards[0]["msteams"]["entities"]} if is_right else set()
    if not is_right or not all(each in cards[0]["body"][0]["text"] for each in named):
        return 400, {}, b"Bad payload received by generic incoming webhook."
    system.taken.append(cards[0])
    return 202, {}, b""


@pytest.fixture
def system(serve):
    return serve(workflow)


def test_a_card_with_a_button_and_people_named(system, note, alice):
    assert VENDOR.send({"address": system.url}, note, [(alice, "alice@example.com")]) == "HTTP 202"
    card = system.taken[0]
    assert card["body"][0]["text"] == "Mei named you: 100% ‹ready› & \\*done\\*\n\n<at>Alice</at>"
    assert card["actions"][0]["url"] == note.url
    assert card["msteams"]["entities"][0]["mentioned"] == {"id": "alice@example.com", "name": "Alice"}


def test_a_code_inside_the_answer_counts(system, note):
    with pytest.raises(Later, match="429"):
        VENDOR.send({"address": f"{system.url}/old"}, note, [])


def test_a_webhook_that_was_removed_is_said(system, note):
    with pytest.raises(Lost, match="does not know this webhook"):
        VENDOR.send({"address": f"{system.url}/removed"}, note, [])
