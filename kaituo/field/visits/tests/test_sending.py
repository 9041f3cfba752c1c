"""What phones send is done once, in order; what cannot be done is kept and said."""

import json
from uuid import uuid4

import pytest
from PIL import Image

from kaituo.field.visits import actions
from kaituo.field.visits.models import Evidence, Presence, Sending, Visit
from kaituo.foundation.records.models import Attachment

from .conftest import HERE, Phone, picture


def test_sent_twice_is_done_once_with_the_same_answer(phone, visit):
    said = phone.said("check_in", visit.key)
    first, second = phone.send(said).json(), phone.send(said).json()
    assert first == second
    assert (Presence.objects.count(), Sending.objects.count()) == (1, 1)


def test_a_photo_sent_twice_is_kept_once(phone, visit, store_check):
    Visit.objects.filter(pk=visit.pk).update(visit_type=store_check)
    phone.does("check_in", visit)
    said = phone.said("evidence", visit.key, step=store_check.steps.first().pk)
    assert [phone.send(said, picture()).json()["outcome"] for _time in range(2)] == ["taken", "taken"]
    assert (Evidence.objects.count(), Attachment.objects.count()) == (1, 1)


def test_a_visit_without_a_plan_begins_on_the_phone(phone, lantern, talk):
    key = uuid4()
    phone.does("begin", key, account=lantern.pk, visit_type=talk.pk)
    phone.does("check_in", key)
    assert phone.does("check_out", key)["outcome"] == "taken"
    made = Visit.objects.get(key=key)
    assert (made.state, made.is_unplanned, made.due_on) == ("done", True, None)


def test_what_collides_is_kept_with_its_words_and_shown(phone, visit, alice):
    actions.cancel(visit, by=alice, reason="Customer is away")
    answer = phone.does("check_in", visit, position=HERE)
    kept = Sending.objects.get()
    assert (answer["outcome"], kept.outcome, kept.content["deed"], "position" in kept.content) == ("refused", "refused", "check_in", False)
    assert phone.client.get("/visits/day/along/").json()["refused"][0]["key"] == str(kept.key)


def test_a_refused_photo_is_not_lost(phone, visit, store_check):
    answer = phone.does("evidence", visit, picture(), step=store_check.steps.first().pk)
    assert answer["outcome"] == "refused"
    assert Attachment.objects.get().subject_type == "visits.Sending"


def test_evidence_may_arrive_after_the_check_out(phone, visit, store_check):
    Visit.objects.filter(pk=visit.pk).update(visit_type=store_check)
    phone.does("check_in", visit)
    photo, stock = store_check.steps.all()[:2]
    phone.does("evidence", visit, picture(), step=photo.pk)
    phone.does("check_out", visit)
    assert phone.does("evidence", visit, step=stock.pk, answers=[["Red lanterns", "12"]])["outcome"] == "taken"
    assert Evidence.objects.get(step=stock).answers == [["Red lanterns", "12"]]


def test_another_persons_key_is_refused(client, phone, visit, bob):
    said = phone.said("check_in", visit.key)
    phone.send(said)
    client.force_login(bob)
    assert Phone(client).send(said).status_code == 403


def test_a_stranger_to_the_visit_changes_nothing(client, visit, charlie):
    client.force_login(charlie)
    assert Phone(client).does("check_in", visit)["outcome"] == "refused"
    visit.refresh_from_db()
    assert visit.state == "planned"


@pytest.mark.parametrize(
    "wrong",
    ["", "{", "[]", json.dumps({"key": "no"}), "\\ud800", json.dumps({"position": {"latitude": 1e999}})],
)
def test_rubbish_is_an_answer_and_not_a_failure(phone, wrong):
    answer = phone.client.post("/visits/day/send/", {"said": wrong})
    assert (answer.status_code, answer.json()["outcome"]) == (400, "unreadable")


@pytest.mark.parametrize("value", [91, -91, "NaN", "Infinity", None])
def test_a_position_off_the_globe_is_an_answer_too(phone, visit, value):
    said = phone.said("check_in", visit.key, position={"latitude": value, "longitude": 0, "accuracy": 1})
    assert phone.send(said).status_code == 400


def test_a_file_that_is_no_picture_is_refused(phone, visit, store_check):
    Visit.objects.filter(pk=visit.pk).update(visit_type=store_check)
    phone.does("check_in", visit)
    wrong = picture()
    wrong.file.seek(0)
    wrong.file.write(b"MZ this is a program")
    wrong.file.seek(0)
    assert phone.does("evidence", visit, wrong, step=store_check.steps.first().pk)["outcome"] == "refused"
    assert not Evidence.objects.exists()


def test_nothing_of_the_cameras_notes_is_kept(phone, visit, store_check):
    Visit.objects.filter(pk=visit.pk).update(visit_type=store_check)
    phone.does("check_in", visit)
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    phone.does("evidence", visit, picture(exif=exif), step=store_check.steps.first().pk)
    kept = Attachment.objects.get()
    with kept.file.open("rb") as file:
        assert b"SecretCamera" not in file.read()
    assert kept.file.name.startswith("attachments/")


def test_a_photo_is_served_only_to_who_may_see_the_visit(client, phone, visit, store_check, charlie, mei):
    Visit.objects.filter(pk=visit.pk).update(visit_type=store_check)
    phone.does("check_in", visit)
    phone.does("evidence", visit, picture(), step=store_check.steps.first().pk)
    path = f"/attachments/{Attachment.objects.get().pk}/"
    seen = {}
    for person in (mei, charlie):
        client.force_login(person)
        answer = client.get(path)
        seen[person.username] = answer.status_code
        for close in answer._resource_closers:
            close()
    assert seen == {"mei": 200, "charlie": 404}
