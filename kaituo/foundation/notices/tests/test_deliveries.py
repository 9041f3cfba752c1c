"""A notice on its way: once, at the right time, to whoever may know; with a real mail server at the other end."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kaituo.foundation.identity.models import Grant, User
from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.notices import actions, carrying, pace, sending
from kaituo.foundation.notices.channels import Channel
from kaituo.foundation.notices.kinds import ASSIGNED, KINDS, Kind
from kaituo.foundation.notices.letters import letter_to
from kaituo.foundation.notices.models import Delivery, Hours, KindSwitch, Notice, Preference
from kaituo.foundation.notices.pacing import Limit


@pytest.fixture
def delivery(reader, entity, ada, carry):
    actions.tell([reader], ASSIGNED, entity, by=ada)
    carry()
    return Delivery.objects.get()


def state():
    return Delivery.objects.get().state


def test_what_is_told_arrives_by_the_channel_that_was_chosen(mailbox, reader, entity, ada):
    actions.tell([reader], ASSIGNED, entity, by=ada)
    Worker().drain()
    assert mailbox.addresses == ["alice@example.com"]
    assert "Ada made you responsible for Kaituo Ltd" in mailbox.read().get_content()
    assert state() == "sent"


def test_nothing_is_sent_twice(mailbox, delivery, send, carry):
    Notice.objects.update(carried_at=None)
    carry()
    assert (send(), send()) == (1, 0)
    assert len(mailbox.letters) == 1


def test_whoever_did_not_choose_e_mail_gets_none(mailbox, reader, entity, ada, carry):
    Preference.objects.all().delete()
    actions.tell([reader], ASSIGNED, entity, by=ada)
    carry()
    assert not Delivery.objects.exists()


def test_of_a_kind_kept_out_of_the_inbox_only_the_channel_hears(reader, entity, ada, client):
    Preference.objects.update(inbox=False)
    actions.tell([reader], ASSIGNED, entity, by=ada)
    client.force_login(reader)
    assert "Kaituo Ltd" not in client.get("/inbox/?show=all").content.decode()
    assert Notice.objects.count() == 1


def test_a_server_that_is_gone_is_tried_again_with_growing_pauses(mailbox, delivery, settings, send):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    pauses = []
    for _attempt in range(3):
        now = timezone.now()
        assert send() == 0
        row = Delivery.objects.get()
        pauses.append(round((row.due_at - now).total_seconds()))
        Delivery.objects.update(due_at=now)
    assert (pauses, row.state, "ConnectionRefused" in row.problem) == ([30, 120, 480], "waiting", True)
    settings.EMAIL_PORT = port
    send()
    assert (state(), len(mailbox.letters)) == ("sent", 1)


def test_after_the_last_attempt_it_is_a_dead_letter_that_can_be_sent_again(mailbox, delivery, settings, send, ada):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for _attempt in range(sending.MOST_ATTEMPTS):
        Delivery.objects.update(due_at=timezone.now())
        send()
    settings.EMAIL_PORT = port
    delivery.refresh_from_db()
    assert (delivery.state, delivery.is_dead, send()) == ("failed", True, 0)
    actions.retry(delivery, by=ada)
    assert (send(), state()) == (1, "sent")


def test_an_address_that_is_refused_is_not_tried_again(mailbox, delivery, send):
    mailbox.refused = {"alice@example.com"}
    send()
    row = Delivery.objects.get()
    assert (row.state, row.attempt_count, row.problem) == ("failed", 1, "550 no such mailbox")


def test_a_dead_letter_may_be_dropped(delivery, ada, send, mailbox):
    actions.drop(delivery, by=ada)
    assert (send(), state()) == (0, "dropped")


class TestAccessIsAskedAgain:
    def test_whoever_may_not_see_the_record_any_more_gets_nothing(self, mailbox, delivery, send):
        Grant.objects.filter(model="company.LegalEntity").delete()
        Grant.objects.filter(model="*", scope="own").delete()
        send()
        assert (mailbox.letters, state()) == ([], "dropped")
        assert Delivery.objects.get().problem == "The person may not see the record (any more)."

    def test_whoever_was_locked_out_gets_nothing(self, mailbox, delivery, send):
        User.objects.filter(username="alice").update(is_active=False)
        send()
        assert (mailbox.letters, state()) == ([], "dropped")

    def test_of_a_record_that_is_gone_nothing_is_said(self, mailbox, delivery, send, entity):
        entity.delete()
        send()
        assert (mailbox.letters, state()) == ([], "dropped")

    def test_the_letter_asks_too(self, mailbox, delivery, reader):
        Preference.objects.update(letter=True)
        Grant.objects.filter(model="company.LegalEntity").delete()
        assert letter_to(User.objects.get(pk=reader.pk)).message is None


def test_what_was_read_in_the_inbox_before_does_not_ring(mailbox, delivery, send, reader):
    actions.mark_read(Notice.objects.all(), by=reader)
    send()
    assert (mailbox.letters, state()) == ([], "dropped")


def test_what_is_no_longer_wanted_does_not_ring(mailbox, delivery, send):
    Preference.objects.update(channels=[])
    send()
    assert (mailbox.letters, state()) == ([], "dropped")


def test_what_the_company_switched_off_is_neither_told_nor_sent(mailbox, delivery, send, reader, entity, ada):
    actions.switch(ASSIGNED, False, by=ada)
    assert actions.tell([reader], ASSIGNED, entity, by=ada) == []
    send()
    assert (mailbox.letters, state()) == ([], "dropped")
    actions.switch(ASSIGNED, True, by=ada)
    assert KindSwitch.objects.get().is_on
    assert len(actions.tell([reader], ASSIGNED, entity, by=ada)) == 1


class TestQuietHours:
    @pytest.fixture
    def night(self, reader):
        """A Monday, 23:00 in Shanghai."""
        Hours.objects.update(quiet_from=time(22), quiet_until=time(8), is_quiet_on_free_days=True)
        with time_machine.travel(datetime.fromisoformat("2026-09-21T23:00+08:00"), tick=False):
            yield

    def test_it_rings_in_the_morning(self, night, delivery, send, mailbox):
        assert delivery.due_at == datetime.fromisoformat("2026-09-22T08:00+08:00")
        assert send() == 0
        with time_machine.travel(delivery.due_at):
            assert send() == 1

    def test_what_is_urgent_rings_at_once(self, night, reader, entity, ada, carry, monkeypatch, mailbox, send):
        monkeypatch.setitem(KINDS, ASSIGNED.name, Kind(ASSIGNED.name, "Now", "%(subject)s", is_urgent=True))
        actions.tell([reader], KINDS[ASSIGNED.name], entity, by=ada)
        carry()
        assert send() == 1


def test_what_was_put_off_rings_again_when_it_comes_back(mailbox, delivery, send, carry, reader):
    send()
    later = timezone.now() + timedelta(hours=1)
    actions.snooze(Notice.objects.all(), later, by=reader)
    carry()
    assert send() == 0
    with time_machine.travel(later + timedelta(minutes=1)):
        carry()
        assert send() == 1
    assert len(mailbox.letters) == 2


def test_what_nobody_carried_for_a_day_is_left_to_the_inbox(reader, entity, ada, carry):
    actions.tell([reader], ASSIGNED, entity, by=ada)
    Notice.objects.update(created_at=timezone.now() - timedelta(days=2))
    carry()
    assert not Delivery.objects.exists()
    assert Notice.objects.get().carried_at


class TestAProcessThatDied:
    @pytest.fixture
    def stranded(self, delivery):
        row = sending.claim(timezone.now())
        Delivery.objects.filter(pk=row.pk).update(sending_since=timezone.now() - timedelta(minutes=11))
        return row

    def test_while_it_is_being_sent_nobody_else_takes_it(self, delivery):
        assert sending.claim(timezone.now()) == delivery
        assert sending.claim(timezone.now()) is None

    def test_a_letter_goes_again_with_the_same_number(self, stranded, mailbox, send):
        assert send() == 1
        assert mailbox.read()["Message-ID"].startswith(f"<kaituo-notice-{stranded.pk}@")

    def test_what_would_arrive_twice_is_laid_before_somebody(self, stranded, mailbox, send, monkeypatch):
        monkeypatch.setattr("kaituo.foundation.notices.post.Post.bears_repeating", False)
        assert (send(), state(), mailbox.letters) == (0, "unsure", [])


def test_the_pace_of_a_channel_is_kept(delivery, reader, entity, ada, carry, send, mailbox, monkeypatch):
    monkeypatch.setattr("kaituo.foundation.notices.post.A_MINUTE", (Limit(2, 60),))
    for _each in range(3):
        actions.tell([reader], ASSIGNED, entity, by=ada)
    carry()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert send() == 2
        clock.shift(59)
        assert send() == 0
        clock.shift(2)
        assert send() == 2
    assert Delivery.objects.filter(attempt_count__gt=1).count() == 0


def test_whoever_asks_to_be_left_alone_is(delivery, send, mailbox):
    pace.block("email", timezone.now() + timedelta(minutes=5))
    assert send() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert send() == 1


def test_a_mistake_in_one_channel_keeps_nothing_else_back(delivery, send, monkeypatch, mailbox):
    monkeypatch.setattr("kaituo.foundation.notices.post.Post.pace", Channel.pace)
    monkeypatch.setattr("kaituo.foundation.notices.post.render_to_string", None)
    assert send() == 0
    assert Delivery.objects.get().problem == "TypeError"


def test_carrying_takes_as_many_statements_for_fifty_as_for_two(reader, entity, ada, bob, mei):
    counts = []
    for size in (2, 50):
        actions.tell_many([(person, ASSIGNED, entity, {}) for person in [reader, mei] * (size // 2)], by=bob)
        with CaptureQueriesContext(connection) as asked:
            carrying.carry(timezone.now())
        counts.append(len(asked))
    assert counts[0] == counts[1]
