"""A push message: readable by the device alone, from us alone, to devices that are still there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.notices import actions as notices
from kaituo.foundation.notices.kinds import ASSIGNED
from kaituo.foundation.notices.models import Delivery, Hours, Notice
from kaituo.foundation.records.models import Event
from kaituo.integrations.webpush import actions
from kaituo.integrations.webpush.keys import coded, installation_key
from kaituo.integrations.webpush.models import Device, PushKey

from .conftest import AUTH, Handset


@pytest.fixture
def told(cast, ada):
    Hours.objects.create(person=cast.alice, quiet_from="00:00", quiet_until="00:00", is_quiet_on_free_days=False)
    return notices.tell([cast.alice], ASSIGNED, LegalEntity.objects.create(name="Kaituo Ltd"), by=ada)[0]


def test_the_device_reads_what_the_push_service_cannot(service, phone, told, bring):
    assert bring() == ["sent"]
    assert b"Kaituo Ltd" not in service.taken[0].body
    said = phone.opened(service.taken[0])
    assert (said["title"], said["body"]) == ("Records handed to you", "Ada made you responsible for Kaituo Ltd")
    assert said["open"] == f"/inbox/{told.pk}/"
    assert service.taken[0].headers["topic"] == f"notice-{told.pk}"


def test_its_button_puts_the_notice_off(service, phone, told, bring, browser, alice):
    bring()
    assert browser(alice).post(phone.opened(service.taken[0])["snooze"]).status_code == 204
    assert Notice.objects.snoozed().get() == told


def test_a_button_without_a_session_does_nothing(service, phone, told, bring):
    bring()
    assert Client(headers={"host": "localhost"}).post(phone.opened(service.taken[0])["snooze"]).status_code == 302
    assert not Notice.objects.snoozed().exists()


def test_every_device_rings_and_one_that_is_gone_is_forgotten(service, phone, told, bring, alice):
    laptop = Handset("laptop")
    actions.allow(laptop.subscription(service), by=alice)
    service.gone = {"/laptop"}
    assert bring() == ["sent"]
    assert Delivery.objects.get().answer == "1/2"
    forgotten = Device.objects.get(name="laptop")
    assert (forgotten.is_archived, forgotten.secret) == (True, "")


def test_when_the_last_device_is_gone_nothing_is_tried_again(service, phone, told, bring):
    service.gone = {"/phone"}
    assert bring() == ["failed"]


def test_a_busy_push_service_is_left_alone_as_long_as_it_asks(service, phone, told, bring):
    service.busy = {"/phone"}
    assert bring() == ["waiting"]
    row = Delivery.objects.get()
    assert row.due_at - row.updated_at > timedelta(seconds=115)


def test_the_private_key_is_kept_sealed_and_stays_the_same(service, phone):
    key = PushKey.objects.get()
    assert installation_key() == key
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_private FROM webpush_pushkey")
        assert "PRIVATE KEY" not in cursor.fetchone()[0]


def test_keys_of_a_device_do_not_stand_in_the_log(phone):
    assert coded(AUTH) not in str(list(Event.objects.values_list("changes", "inputs")))


class TestMyDevices:
    def test_a_browser_switches_itself_on_once(self, service, alice, browser):
        client, sent = browser(alice), Handset("phone").subscription(service)
        assert [client.post("/me/devices/allow/", sent).status_code for _each in range(2)] == [204, 204]
        assert Device.objects.get().person == alice

    def test_what_is_no_key_is_refused_in_words(self, service, alice, browser):
        sent = {**Handset("phone").subscription(service), "secret": "short"}
        answer = browser(alice).post("/me/devices/allow/", sent)
        assert (answer.status_code, answer.json()["errors"]) == (422, {"secret": ["This is no key of a browser."]})

    def test_another_person_in_the_same_browser_takes_it_over(self, service, phone, bob):
        actions.allow(phone.subscription(service), by=bob)
        assert Device.objects.get().person == bob

    def test_what_was_switched_off_gets_nothing_and_may_be_switched_on_again(self, service, phone, told, bring, alice, browser):
        client = browser(alice)
        client.post(f"/me/devices/{phone.device.pk}/revoke/")
        assert (bring(), service.taken) == ([], [])
        client.post("/me/devices/allow/", phone.subscription(service))
        assert not Device.objects.get().is_archived

    def test_anothers_device_is_not_there(self, phone, bob, browser):
        assert browser(bob).post(f"/me/devices/{phone.device.pk}/revoke/").status_code == 404

    def test_one_click_tries_all_devices(self, service, phone, alice, browser):
        page = browser(alice).post("/me/devices/try/", follow=True).content.decode()
        assert "on its way to your devices" in page
        assert phone.opened(service.taken[0])["title"] == "Test"

    def test_a_device_that_does_not_answer_is_named(self, service, phone, alice, browser):
        service.busy = {"/phone"}
        assert "phone: HTTP 429" in browser(alice).post("/me/devices/try/", follow=True).content.decode()

    def test_an_address_of_the_own_network_is_refused(self, service, phone, told, bring, settings):
        settings.WEBHOOKS_ALLOW_PRIVATE = False
        assert bring() == ["failed"]
        assert Delivery.objects.get().problem == "the address is not public"


def test_a_device_whose_key_is_no_point_of_the_curve_is_told_of_in_words(service, phone, alice, client):
    Device.objects.filter(person=alice).update(public_key=coded(b"\x04" + b"\x07" * 64))
    client.force_login(alice)
    page = client.post("/me/devices/try/", follow=True).content.decode()
    assert "keys of this device are of no use" in page
