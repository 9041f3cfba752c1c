"""WeCom as it describes itself: the robot's key, 2,048 bytes, 20 a minute; the app's token, its members, its check for repetitions."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.notices import actions as notices
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.kinds import ASSIGNED
from kaituo.foundation.notices.models import Hours
from kaituo.integrations.messengers.vendors import VENDORS
from kaituo.integrations.testing import as_json

KEY = "693a91f6-7xxx"


def robot(system, call):
    if call.query.get("key") != KEY:
        return as_json({"errcode": 93000, "errmsg": "invalid webhook url"})
    content = call.json["text"]["content"] if call.json.get("msgtype") == "text" else None
    if content is None or len(content.encode()) > 2048 or not isinstance(call.json["text"]["mentioned_list"], list):
        return as_json({"errcode": 40058, "errmsg": "invalid request"})
    if system.taken_within(60) >= 20:
        return as_json({"errcode": 45009, "errmsg": "api freq out of limit"})
    system.taken.append(call)
    return as_json({"errcode": 0, "errmsg": "ok"})


class TestRobot:
    vendor = VENDORS["wecom_robot"]

    def entered(self, system, key=KEY):
        return {"address": f"{system.url}/cgi-bin/webhook/send?key={key}"}

    def test_the_message_arrives_with_its_link(self, serve, note, alice):
        system = serve(robot)
        assert self.vendor.send(self.entered(system), note, [(alice, "AliceWu")]) == "ok"
        assert system.taken[0].json["text"] == {"content": f"{note.text}\n{note.url}", "mentioned_list": ["AliceWu"]}

    def test_a_long_one_is_cut_between_characters(self, serve):
        system = serve(robot)
        self.vendor.send(self.entered(system), Message("", "长" * 3000), [])
        assert system.taken[0].json["text"]["content"].endswith("长…")

    def test_a_wrong_key_is_no_matter_of_patience(self, serve, note):
        with pytest.raises(Lost, match="copy its address anew"):
            self.vendor.send(self.entered(serve(robot), "wrong"), note, [])

    def test_the_engine_never_sends_more_than_the_robot_takes(self, serve, connect, cast, ada, bring):
        system = serve(robot)
        connect("wecom_robot", self.entered(system), kinds=[ASSIGNED.name])
        for number in range(25):
            notices.tell([cast.alice], ASSIGNED, LegalEntity.objects.create(name=f"No {number}"), by=ada)
        with time_machine.travel(timezone.now(), tick=False) as clock:
            assert bring().count("sent") == 20
            clock.shift(timedelta(seconds=61))
            assert bring().count("sent") == 25
        assert len(system.taken) == 25

    def test_a_robot_that_is_used_by_others_too_is_tried_later(self, serve, note):
        system = serve(robot)
        for _each in range(20):
            self.vendor.send(self.entered(system), note, [])
        with pytest.raises(Later) as error:
            self.vendor.send(self.entered(system), note, [])
        assert error.value.after == timedelta(minutes=1)


class App:
    """Gives out tokens, takes only the latest, drops a second message with the same words."""

    def __init__(self):
        self.tokens = 0
        self.words = set()

    def __call__(self, system, call):
        if call.path == "/cgi-bin/gettoken":
            if (call.method, call.query.get("corpid"), call.query.get("corpsecret")) != ("GET", "ww1", "s3cret"):
                return as_json({"errcode": 40001, "errmsg": "invalid credential"})
            self.tokens += 1
            return as_json({"errcode": 0, "errmsg": "ok", "access_token": f"token-{self.tokens}", "expires_in": 7200})
        if call.query.get("access_token") != f"token-{self.tokens}":
            return as_json({"errcode": 42001, "errmsg": "access_token expired"})
        return self.take(system, call)

    def take(self, system, call):
        body = call.json
        if body["touser"] != "AliceWu":
            return as_json({"errcode": 81013, "errmsg": "user & party & tag all invalid"})
        if (body["msgtype"], body["agentid"], body["enable_duplicate_check"]) != ("text", 1000002, 1) or body["duplicate_check_interval"] > 14400:
            return as_json({"errcode": 40058, "errmsg": "invalid"})
        if body["text"]["content"] not in self.words:
            self.words.add(body["text"]["content"])
            system.taken.append(call)
        return as_json({"errcode": 0, "errmsg": "ok", "msgid": "m1"})


class TestApp:
    vendor = VENDORS["wecom_app"]

    @pytest.fixture
    def service(self, serve):
        app = App()
        system = serve(app)
        system.app = app
        return system

    def entered(self, system, **other):
        return {"corp_id": "ww1", "agent_id": "1000002", "secret": "s3cret", "service": system.url, **other}

    def test_one_token_serves_many_messages(self, service, note, alice):
        for text in ("one", "two"):
            assert self.vendor.send(self.entered(service), Message("", text), [(alice, "AliceWu")]) == "ok m1"
        assert (service.app.tokens, len(service.taken)) == (1, 2)

    def test_a_token_that_has_expired_is_renewed_once(self, service, note, alice):
        self.vendor.send(self.entered(service), note, [(alice, "AliceWu")])
        service.app.tokens += 1
        assert self.vendor.send(self.entered(service), Message("", "next"), [(alice, "AliceWu")]) == "ok m1"
        assert service.app.tokens == 3

    def test_sent_twice_it_arrives_once(self, service, note, alice):
        for _each in range(2):
            self.vendor.send(self.entered(service), note, [(alice, "AliceWu")])
        assert len(service.taken) == 1
        assert self.vendor.bears_repeating

    @pytest.mark.parametrize(
        ("entered", "name", "said"), [({"secret": "x"}, "AliceWu", "does not take the app's secret"), ({}, "Nobody", "knows no such member")]
    )
    def test_what_is_entered_wrongly_is_said(self, service, note, alice, entered, name, said):
        with pytest.raises(Lost, match=said):
            self.vendor.send(self.entered(service, **entered), note, [(alice, name)])

    def test_a_person_who_is_called_something_there_gets_her_notices(self, service, connect, handle, cast, ada, bring):
        connect("wecom_app", self.entered(service), team=None)
        handle(cast.alice, "wecom_app", "AliceWu")
        Hours.objects.create(person=cast.alice, quiet_from="00:00", quiet_until="00:00", is_quiet_on_free_days=False)
        notices.tell([cast.alice, cast.bob], ASSIGNED, LegalEntity.objects.create(name="Kaituo Ltd"), by=ada)
        assert bring() == ["sent"]
        assert service.taken[0].json["text"]["content"].startswith("Ada made you responsible for Kaituo Ltd\nhttps://crm.example.com/")
