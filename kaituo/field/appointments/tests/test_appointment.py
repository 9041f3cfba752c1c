"""Appointments: what is refused, who sees them, when they take place."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.field.appointments import actions, reminding
from kaituo.field.appointments.models import Appointment, Invitation
from kaituo.field.appointments.occurrences import clashes, occurrences
from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.company.models import Holiday
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused

from .conftest import at

LONDON = ZoneInfo("Europe/London")


def taking_place(row, start, end):
    found = occurrences([row], at(start), at(end), work_calendar())
    return [f"{each.starts_at.astimezone(at(start).tzinfo):%m-%d %H:%M}" for each in found]


@pytest.mark.parametrize("minutes", [0, -30, 60 * 24 * 40])
def test_it_ends_after_it_begins_and_within_a_month(agree, minutes):
    with pytest.raises(ValidationError):
        agree(minutes=minutes)


def test_every_workday_follows_holidays_and_make_up_days(agree):
    Holiday.objects.create(day=date(2026, 10, 1), name="国庆", is_workday=False)
    Holiday.objects.create(day=date(2026, 10, 3), name="调休", is_workday=True)
    row = agree("2026-09-30 09:00", repeats="workdays")
    assert taking_place(row, "2026-09-30 00:00", "2026-10-06 00:00") == ["09-30 09:00", "10-02 09:00", "10-03 09:00", "10-05 09:00"]


def test_nine_o_clock_stays_nine_o_clock_where_the_owner_lives(agree, alice):
    User.objects.filter(pk=alice.pk).update(time_zone="Europe/London")
    alice.refresh_from_db()
    row = agree("2026-10-23 16:00", repeats="daily")
    found = occurrences([row], at("2026-10-23 00:00"), at("2026-10-28 00:00"), work_calendar())
    assert {f"{each.starts_at.astimezone(ZoneInfo('Europe/London')):%H:%M}" for each in found} == {"09:00"}


def test_a_day_left_out_does_not_take_place(agree, alice):
    row = agree(repeats="daily")
    actions.skip(row, by=alice, on=date(2026, 11, 28))
    assert taking_place(row, "2026-11-27 00:00", "2026-11-30 00:00") == ["11-27 10:00", "11-29 10:00"]
    with pytest.raises(Refused):
        actions.skip(row, by=alice, on=date(2026, 11, 28))


def test_moving_keeps_its_length(agree, alice):
    row = agree(minutes=90)
    actions.move(row, by=alice, to=at("2026-12-01 15:00"))
    assert row.ends_at == at("2026-12-01 16:30")


def test_what_overlaps_is_told_and_what_only_touches_is_not(agree):
    first, second, third = agree(), agree("2026-11-27 10:30"), agree("2026-11-27 11:00")
    assert [each.appointment for each in clashes(first, [second, third], work_calendar())] == [second]


def test_the_invited_sees_it_hears_of_it_and_answers(agree, alice, charlie):
    row = agree()
    assert row not in visible(charlie, Appointment.objects.all())
    records.create(Invitation(appointment=row, person=charlie), by=alice)
    charlie = User.objects.get(pk=charlie.pk)
    assert row in visible(charlie, Appointment.objects.all())
    assert Notice.objects.filter(person=charlie, kind="appointments.invited").exists()
    actions.answer(row, by=charlie, answer="accepted")
    assert row.invitations.get().answer == "accepted"


def test_who_is_taken_off_no_longer_sees_it(agree, alice, charlie):
    row = agree()
    invitation = records.create(Invitation(appointment=row, person=charlie), by=alice)
    records.remove_line(invitation, by=alice)
    assert row not in visible(User.objects.get(pk=charlie.pk), Appointment.objects.all())


def test_who_is_not_invited_cannot_answer_and_the_invited_cannot_move(agree, alice, mei, charlie):
    row = agree()
    with pytest.raises(Refused):
        actions.answer(row, by=mei, answer="accepted")
    records.create(Invitation(appointment=row, person=charlie), by=alice)
    with pytest.raises(PermissionDenied):
        actions.move(row, by=User.objects.get(pk=charlie.pk), to=at("2026-12-01 15:00"))


def test_everybody_who_comes_is_reminded_once_of_each_time(agree, alice, bob, charlie):
    row = agree(repeats="daily", remind_minutes=30)
    for person in (bob, charlie):
        records.create(Invitation(appointment=row, person=person), by=alice)
    actions.answer(row, by=User.objects.get(pk=charlie.pk), answer="declined")
    now = at("2026-11-27 09:40")
    assert (reminding.remind(now - timedelta(hours=1)), reminding.remind(now), reminding.remind(now)) == (0, 2, 0)
    assert reminding.remind(now + timedelta(days=1)) == 2
    assert set(Notice.objects.filter(kind="appointments.coming").values_list("person__username", flat=True)) == {"alice", "bob"}
