"""Dispatches: at their hour, once, to each reader with what she may see, in her language."""

from datetime import UTC, datetime, time

import pytest
from django.core import mail
from django.utils import timezone

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.records import actions as records
from kaituo.office.reports import actions, letters
from kaituo.office.reports.models import Dispatch, DispatchReader, Report

ORDERS = {"about": "orders.Order", "rows": ["owner"], "values": ["count", "sum:net_amount"], "on": "ordered_on"}


@pytest.fixture
def dispatch(business):
    for person in (business.alice, business.mei):
        person.email = f"{person.username}@example.com"
        person.save(update_fields=["email"])
    report = records.create(Report(name="Orders", owner=business.mei, definition=ORDERS), by=business.mei)
    found = records.create(Dispatch(report=report, owner=business.mei, rhythm="weekly", weekday=0, at=time(8), paper="both"), by=business.mei)
    for person in (business.alice, business.mei):
        records.create(DispatchReader(dispatch=found, person=person), by=business.mei)
    return found


def texts_of(letter):
    return [content for name, content, _kind in letter.attachments if name.endswith(".xlsx")]


def test_each_reader_gets_her_own_figures(business, dispatch):
    alice, mei = (letters.letter_to(dispatch, person) for person in (business.alice, business.mei))
    assert [attached[0].rpartition(".")[2] for attached in mei.attachments] == ["pdf", "xlsx"]
    assert len(texts_of(mei)[0]) > len(texts_of(alice)[0])


def test_it_goes_out_once_when_its_hour_has_come(business, dispatch, django_capture_on_commit_callbacks):
    assert letters.send_due() == 0
    Dispatch.objects.filter(pk=dispatch.pk).update(next_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        assert (letters.send_due(), letters.send_due()) == (2, 0)
    dispatch.refresh_from_db()
    assert dispatch.next_at > timezone.now()
    assert letters.write_to.call(dispatch.pk, business.mei.pk) == 1
    assert mail.outbox[-1].to == ["mei@example.com"]


def test_a_reader_who_may_not_see_it_is_told_why(business, dispatch, hidden):
    Report.objects.update(definition=ORDERS | {"filters": {"account__credit_limit__from": ["1"]}})
    dispatch.refresh_from_db()
    hidden("rep", "customers.Account", "credit_limit")
    letter = letters.letter_to(Dispatch.objects.get(pk=dispatch.pk), business.alice)
    assert letter.attachments == []
    assert "Credit limit" in letter.body


def test_a_stopped_one_waits_and_begins_anew(business, dispatch):
    actions.stop(dispatch, by=business.mei)
    Dispatch.objects.filter(pk=dispatch.pk).update(next_at=timezone.now())
    assert letters.send_due() == 0
    dispatch.refresh_from_db()
    actions.resume(dispatch, by=business.mei)
    assert dispatch.next_at > timezone.now()


@pytest.mark.parametrize(
    ("rhythm", "after", "wanted"),
    [
        ("weekly", (2026, 3, 4), (2026, 3, 9)),
        ("monthly", (2026, 3, 4), (2026, 4, 1)),
        ("daily", (2026, 3, 6), (2026, 3, 9)),
    ],
)
def test_its_next_hour(db, rhythm, after, wanted):
    dispatch = Dispatch(rhythm=rhythm, weekday=0, month_day=1, at=time(8))
    found = dispatch.next_after(datetime(*after, 1, 0, tzinfo=UTC), work_calendar())
    assert timezone.localtime(found, timezone.get_default_timezone()) == timezone.make_aware(datetime(*wanted, 8), timezone.get_default_timezone())
