"""The calendar's page, moving in it, its feed, and files from other calendars."""

from datetime import timedelta

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kaituo.field.activities.models import FollowUp
from kaituo.field.appointments import actions
from kaituo.field.appointments.book import Book
from kaituo.field.appointments.ics import read
from kaituo.field.appointments.models import Appointment, Feed
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account

from .conftest import at

DAY = "2026-11-27"
GOOGLE = b"""BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Asia/Shanghai:20261130T140000
DTEND;TZID=Asia/Shanghai:20261130T150000
RRULE:FREQ=WEEKLY;UNTIL=20261231T155959Z;BYDAY=MO
EXDATE;TZID=Asia/Shanghai:20261207T140000
DTSTAMP:20261101T000000Z
UID:weekly@google.com
SUMMARY:\xe5\xae\xa2\xe6\x88\xb7\xe4\xbe\x8b\xe4\xbc\x9a
LOCATION:\xe4\xb8\x8a\xe6\xb5\xb7
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261226
DTSTAMP:20261101T000000Z
UID:leave@google.com
SUMMARY:Leave
END:VEVENT
BEGIN:VEVENT
DTSTAMP:20261101T000000Z
UID:broken@google.com
SUMMARY:No time
END:VEVENT
END:VCALENDAR
"""


def titles(user, query):
    return [item.title for day in Book(user, QueryDict(query)).days for item in day.items]


@pytest.fixture
def promise(alice):
    account = records.create(Account(name="Lantern", owner=alice), by=alice)
    return records.create(FollowUp(account=account, owner=alice, what="Call", due_on=at(f"{DAY} 00:00").date()), by=alice)


@pytest.mark.parametrize("view", ["month", "week", "day", "agenda"])
def test_every_view_shows_appointments_and_promises(client, agree, alice, promise, view):
    agree()
    client.force_login(alice)
    page = client.get(f"{reverse('appointments-calendar')}?view={view}&day={DAY}").content.decode()
    assert "Demonstration" in page
    assert "Lantern" in page


def test_a_leader_lays_her_people_s_calendars_over_her_own(agree, alice, bob, mei):
    agree()
    agree(by=bob, title="With Bob")
    assert titles(mei, f"view=day&day={DAY}") == []
    assert set(titles(mei, f"view=day&day={DAY}&people={alice.pk}&people={bob.pk}")) == {"Demonstration", "With Bob"}


def test_nobody_looks_into_a_calendar_beyond_her_reach(agree, alice, charlie):
    agree()
    assert titles(charlie, f"view=day&day={DAY}&people={alice.pk}") == []


@pytest.mark.parametrize("query", ["view=nonsense&day=yesterday", "day=0001-01-01", "day=9999-12-31&view=month", "people=x&people=99999999"])
def test_a_strange_address_shows_the_present(client, alice, query):
    client.force_login(alice)
    assert client.get(f"{reverse('appointments-calendar')}?{query}").status_code == 200


def test_dragging_to_an_hour_moves_it_and_to_a_day_keeps_its_hour(client, agree, alice):
    row = agree("2026-11-27 10:15")
    client.force_login(alice)
    assert client.post(reverse("appointments-drop"), {"key": row.pk, "column": "2026-11-30T14:00"}).status_code == 204
    row.refresh_from_db()
    assert row.starts_at == at("2026-11-30 14:15")
    client.post(reverse("appointments-drop"), {"key": row.pk, "column": "2026-12-01"})
    row.refresh_from_db()
    assert row.starts_at == at("2026-12-01 14:15")


def test_dragging_a_promise_postpones_it_but_not_into_the_past(client, alice, promise):
    client.force_login(alice)
    later = timezone.localdate() + timedelta(days=5)
    assert client.post(reverse("appointments-drop"), {"key": f"plan-{promise.pk}", "column": later.isoformat()}).status_code == 204
    refused = client.post(reverse("appointments-drop"), {"key": f"plan-{promise.pk}", "column": "2020-01-01"})
    assert refused.status_code == 422
    assert FollowUp.objects.get().due_on == later


def test_nobody_drags_what_is_not_hers(client, agree, charlie):
    client.force_login(charlie)
    assert client.post(reverse("appointments-drop"), {"key": agree().pk, "column": DAY}).status_code == 404


def test_the_page_asks_as_many_queries_for_many_as_for_few(agree, alice, promise):
    counts = []
    for more in (2, 6):
        for _each in range(more):
            agree()
        with CaptureQueriesContext(connection) as queries:
            titles(alice, f"view=week&day={DAY}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_feed_is_read_without_sign_in_by_who_has_its_secret_only(client, agree, alice, bob, promise):
    agree(repeats="workdays", until_on=at("2026-12-31 00:00").date(), place="Hall")
    agree(by=bob, title="With Bob")
    secret = actions.open_feed(by=alice)
    answer = client.get(reverse("appointments-feed", args=[secret]))
    events = {str(event["summary"]): event for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}
    assert set(events) == {"Demonstration", "Lantern: Call · Call"}
    assert events["Demonstration"]["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261231T235959Z;BYDAY=MO,TU,WE,TH,FR"
    assert client.get(reverse("appointments-feed", args=["guessed"])).status_code == 404


def test_a_revoked_or_renewed_feed_opens_nothing(client, alice):
    first = actions.open_feed(by=alice)
    second = actions.open_feed(by=alice)
    assert client.get(reverse("appointments-feed", args=[first])).status_code == 404
    actions.revoke_feed(by=alice)
    assert client.get(reverse("appointments-feed", args=[second])).status_code == 404
    assert not Feed.objects.exists()


def test_the_feed_of_who_left_is_closed(client, alice):
    secret = actions.open_feed(by=alice)
    alice.is_active = False
    alice.save()
    assert client.get(reverse("appointments-feed", args=[secret])).status_code == 404


def take(client, content):
    return client.post(reverse("appointments-take-file"), {"file": SimpleUploadedFile("calendar.ics", content, "text/calendar")})


def test_a_file_is_taken_over_once_and_says_what_could_not_be_read(client, alice):
    client.force_login(alice)
    page = take(client, GOOGLE).content.decode()
    assert "No time" in page
    take(client, GOOGLE)
    weekly, leave = Appointment.objects.get(uid="weekly@google.com"), Appointment.objects.get(uid="leave@google.com")
    assert Appointment.objects.count() == 2
    assert (weekly.title, weekly.rule, weekly.skipped) == ("客户例会", "FREQ=WEEKLY;UNTIL=20261231T155959Z;BYDAY=MO", ["2026-12-07"])
    assert (leave.is_all_day, leave.ends_at - leave.starts_at) == (True, timedelta(days=2))
    assert titles(alice, "view=month&day=2026-12-15").count("客户例会") == 4


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00\x01\x02", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", b"PK\x03\x04"])
def test_what_is_no_calendar_is_refused_with_a_word(client, alice, content):
    client.force_login(alice)
    answer = take(client, content)
    assert answer.status_code in (200, 422)
    assert not Appointment.objects.exists()


def test_what_is_written_is_read_back_the_same(agree, alice, client):
    row = agree(repeats="weekly", place="上海; 三楼, A座", notes="第一行\n第二行")
    actions.skip(row, by=alice, on=at("2026-12-04 00:00").date())
    written = client.get(reverse("appointments-feed", args=[actions.open_feed(by=alice)])).content

    [back] = read(written, alice).rows
    assert (back.title, back.place, back.notes, back.starts_at, back.skipped) == (row.title, row.place, row.notes, row.starts_at, row.skipped)
