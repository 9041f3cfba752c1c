"""Setting a connection up on screen, trying it with one click, and what persons are called."""

import pytest

from kaituo.foundation.records.models import Event
from kaituo.integrations.messengers.models import Handle, Outlet
from kaituo.integrations.testing import as_json

SECRET = "SECnobodysees"


@pytest.fixture
def desk(browser, ada):
    return browser(ada)


@pytest.fixture
def robot(serve):
    return serve(
        lambda _system, call: as_json({"errcode": 0, "errmsg": "ok"}) if "sign" in call.query else as_json({"errcode": 310000, "errmsg": "sign"})
    )


def entered(cast, robot, **fields):
    sent = {"name": "East", "service": "dingtalk_robot", "team": cast.east.pk, "kinds": ["notices.assigned"]}
    return {**sent, "setting_address": f"{robot.url}/robot/send?access_token=t", "setting_secret": SECRET, **fields}


@pytest.fixture
def made(desk, cast, robot):
    desk.post("/messaging-services/new/", entered(cast, robot))
    return Outlet.objects.get()


def test_first_the_service_is_chosen_then_what_it_asks_for(desk):
    chosen = desk.get("/messaging-services/new/").content.decode()
    assert "DingTalk group robot" in chosen
    assert "setting_secret" not in chosen
    assert 'name="setting_secret"' in desk.get("/messaging-services/new/?service=dingtalk_robot").content.decode()


def test_what_was_entered_is_sealed_and_never_shown(desk, made):
    assert made.settings["secret"] == SECRET
    paths = [
        f"/messaging-services/{made.pk}/",
        f"/messaging-services/{made.pk}/edit/",
        "/messaging-services/",
        f"/api/v1/messaging-services/{made.pk}",
    ]
    pages = [desk.get(path).content.decode() for path in paths]
    assert not [page for page in pages if SECRET in page or "access_token" in page or made.sealed_settings in page]
    assert SECRET not in str(list(Event.objects.values_list("changes", "inputs")))
    assert SECRET not in made.sealed_settings


def test_an_empty_secret_leaves_the_kept_one(desk, cast, robot, made):
    changed = entered(cast, robot, name="East again", setting_secret="", setting_address="")
    assert desk.post(f"/messaging-services/{made.pk}/edit/", changed).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.settings["secret"]) == ("East again", SECRET)


def test_a_new_secret_takes_its_place(desk, cast, robot, made):
    desk.post(f"/messaging-services/{made.pk}/edit/", entered(cast, robot, setting_secret="SECnew", setting_address=""))
    made.refresh_from_db()
    assert (made.settings["secret"], "robot/send" in made.settings["address"]) == ("SECnew", True)


def test_a_group_without_a_team_is_refused(desk, cast, robot):
    answer = desk.post("/messaging-services/new/", entered(cast, robot, team=""))
    assert (answer.status_code, "Say which team reads the group" in answer.content.decode()) == (422, True)
    assert not Outlet.objects.exists()


def test_one_click_says_what_the_service_answered(desk, made):
    page = desk.post(f"/messaging-services/{made.pk}/try/", follow=True).content.decode()
    assert "The test message was taken: ok" in page
    made.refresh_from_db()
    assert (made.is_working, made.said) == (True, "ok")


def test_a_refusal_is_said_in_plain_words(desk, made):
    made.keep({"address": "http://127.0.0.1:1/closed"})
    made.save()
    page = desk.post(f"/messaging-services/{made.pk}/try/", follow=True).content.decode()
    assert "did not arrive: ConnectionRefusedError" in page


def test_trying_too_often_asks_for_patience(desk, made):
    for _each in range(20):
        desk.post(f"/messaging-services/{made.pk}/try/")
    assert "Please wait a minute" in desk.post(f"/messaging-services/{made.pk}/try/", follow=True).content.decode()


def test_only_administrators_come_near(browser, alice, made):
    client = browser(alice)
    tried = client.post(f"/messaging-services/{made.pk}/try/")
    assert [client.get(f"/messaging-services/{made.pk}/").status_code, tried.status_code] == [404, 404]


def test_each_person_says_what_she_is_called(browser, alice):
    client = browser(alice)
    client.post("/me/messaging-services/", {"wecom_app": "AliceWu", "slack": ""})
    assert [(row.person, row.service, row.value) for row in Handle.objects.all()] == [(alice, "wecom_app", "AliceWu")]
    client.post("/me/messaging-services/", {"wecom_app": ""})
    assert not Handle.objects.exists()


def test_a_name_that_would_break_a_message_apart_is_refused(browser, alice):
    answer = browser(alice).post("/me/messaging-services/", {"slack": "U1> <!channel"})
    assert (answer.status_code, Handle.objects.exists()) == (422, False)
