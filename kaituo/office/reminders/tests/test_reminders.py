"""What a person asks to be reminded of: set in two taps, rung once, put off, done; of records she may see."""

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.office.reminders import actions
from kaituo.office.reminders.models import Reminder
from kaituo.office.reminders.ringing import ring

from .conftest import at

MONDAY = at("2026-09-21T10:00")


@pytest.fixture
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def reminder(monday, account, alice):
    return actions.remind(account, by=alice, due_at=at("2026-09-21T15:00"), text="Call back")


def test_it_rings_once_at_its_hour(reminder, monday):
    assert ring(timezone.now()) == 0
    assert [ring(at("2026-09-21T15:00")), ring(at("2026-09-21T15:01"))] == [1, 0]
    assert Notice.objects.get(kind="reminders.due").sentence == "Reminder: Lantern (Call back)"


def test_of_a_record_one_may_not_see_nobody_is_reminded(account, charlie):
    with pytest.raises(Http404):
        actions.remind(account, by=charlie, due_at=timezone.now())


def test_when_the_record_is_no_longer_hers_nothing_is_said(reminder, account, bob, ada):
    records.change(account, {"owner": bob}, by=ada)
    ring(at("2026-09-21T15:00"))
    assert not Notice.objects.filter(kind="reminders.due").exists()


def test_put_off_it_rings_again_then(reminder, alice):
    ring(at("2026-09-21T15:00"))
    actions.put_off(reminder, by=alice, due_at=at("2026-09-22T08:30"))
    assert [ring(at("2026-09-21T23:00")), ring(at("2026-09-22T08:30"))] == [0, 1]


def test_done_it_is_quiet(reminder, alice):
    actions.finish(reminder, by=alice)
    assert ring(at("2026-09-21T15:00")) == 0


@pytest.mark.parametrize(
    ("rhythm", "following"),
    [("workdays", "2026-09-28T15:00"), ("daily", "2026-09-26T15:00"), ("weekly", "2026-10-02T15:00"), ("monthly", "2026-10-26T15:00")],
)
def test_what_repeats_moves_on(account, alice, rhythm, following):
    row = actions.remind(account, by=alice, due_at=at("2026-09-25T15:00"), rhythm=rhythm)
    assert ring(at("2026-09-25T15:00")) == 1
    row.refresh_from_db()
    assert (row.due_at, row.state) == (at(following), "open")


def test_what_was_missed_does_not_ring_one_after_the_other(account, alice):
    actions.remind(account, by=alice, due_at=at("2026-09-01T15:00"), rhythm="daily")
    assert [ring(at("2026-09-21T16:00")), ring(at("2026-09-21T16:01"))] == [1, 0]
    assert Reminder.objects.get().due_at == at("2026-09-22T15:00")


class TestOnThePage:
    def test_the_page_of_a_record_offers_it(self, browser, account, alice):
        assert f"/remind/customers.Account/{account.pk}/" in browser(alice).get(f"/accounts/{account.pk}/").content.decode()

    @pytest.mark.parametrize(
        ("when", "expected"),
        [("hour", "2026-09-21T11:00"), ("tomorrow", "2026-09-22T08:30"), ("workday", "2026-09-22T08:30"), ("before:expected_on", "2026-09-24T08:30")],
    )
    def test_one_tap_says_when(self, monday, browser, deal, alice, when, expected):
        answer = browser(alice).post(f"/remind/pipeline.Opportunity/{deal.pk}/", {"when": when})
        assert answer.status_code == 302
        assert Reminder.objects.get().due_at == at(expected)

    def test_another_time_must_be_to_come(self, monday, browser, account, alice):
        answer = browser(alice).post(f"/remind/customers.Account/{account.pk}/", {"when": "at", "at": "2026-09-21T09:00"})
        assert (answer.status_code, "still to come" in answer.content.decode()) == (422, True)

    def test_the_dialog_says_what_is_set_already(self, reminder, browser, account, alice):
        assert "You are to be reminded already" in browser(alice).get(f"/remind/customers.Account/{account.pk}/").content.decode()

    @pytest.mark.parametrize("path", ["customers.Account/{pk}", "no.Such/{pk}", "identity.Membership/{pk}", "nonsense/{pk}"])
    def test_what_is_not_hers_is_not_there(self, browser, account, charlie, path):
        assert browser(charlie).get(f"/remind/{path.format(pk=account.pk)}/").status_code == 404

    def test_a_reminder_of_nothing_but_its_words(self, monday, browser, alice):
        client = browser(alice)
        assert client.post("/reminders/new/", {"due_at": "2026-09-22T10:00"}).status_code == 422
        assert client.post("/reminders/new/", {"text": "Tax return", "due_at": "2026-09-22T10:00"}).status_code == 302
        assert ring(MONDAY + timedelta(days=1)) == 1
        assert Notice.objects.get(kind="reminders.due").sentence.split() == ["Reminder:", "Tax", "return"]

    def test_her_list_shows_hers_alone(self, reminder, browser, alice, bob):
        assert "Call back" in browser(alice).get("/reminders/", follow=True).content.decode()
        assert "Call back" not in browser(bob).get("/reminders/?view=all").content.decode()
