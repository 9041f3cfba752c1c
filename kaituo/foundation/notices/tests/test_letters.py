"""The letter of a day or a week: who gets it, in which words, that nothing stands in two and nobody's keeps another's back."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from kaituo.foundation.company.models import Holiday, LegalEntity
from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.models import Lease
from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.notices import actions, letters
from kaituo.foundation.notices.choices import LetterDay
from kaituo.foundation.notices.kinds import ASSIGNED
from kaituo.foundation.notices.letters import letter_to, send_letters, send_letters_due
from kaituo.foundation.notices.models import Hours, Notice, Preference


@pytest.fixture
def readers(cast, ada):
    """Alice and Bob, each with a notice unread."""
    people = [cast.alice, cast.bob]
    for person in people:
        person.email = f"{person.username}@example.com"
        person.save()
        Preference.objects.create(person=person, kind=ASSIGNED.name, letter=True)
    actions.tell(people, ASSIGNED, LegalEntity.objects.create(name="Kaituo Ltd"), by=ada)
    Worker().drain()
    return people


def test_the_daily_letter_reaches_whoever_asked_for_it(mailbox, readers):
    Preference.objects.filter(person=readers[1]).update(letter=False)
    assert send_letters() == 1
    Worker().drain()
    assert mailbox.addresses == ["alice@example.com"]
    assert "Ada made you responsible for Kaituo Ltd" in mailbox.read().get_content()


def test_nobody_gets_a_letter_without_asking(readers, ada):
    assert letter_to(ada).message is None


def test_what_was_read_is_not_written_again(mailbox, readers):
    actions.mark_read(Notice.objects.all(), by=readers[0])
    send_letters()
    Worker().drain()
    assert mailbox.addresses == ["bob@example.com"]


def test_a_time_zone_that_is_none_keeps_no_letter_back(mailbox, readers):
    User.objects.filter(username="alice").update(time_zone="Middle/Earth")
    send_letters()
    Worker().drain()
    assert sorted(mailbox.addresses) == ["alice@example.com", "bob@example.com"]


def test_an_address_that_is_refused_is_told_and_the_others_get_theirs(mailbox, readers, ada):
    mailbox.refused = {"alice@example.com"}
    send_letters()
    Worker().drain()
    assert mailbox.addresses == ["bob@example.com"]
    told = Notice.objects.filter(kind="notices.letter_refused").order_by("person__username")
    assert [notice.person for notice in told] == [ada, readers[0]]
    assert "refused the letter to alice@example.com: no such mailbox." in told[1].sentence
    assert not Lease.objects.exists(), "no second try"


def test_what_may_pass_is_tried_again_for_that_person_alone(mailbox, readers, settings):
    send_letters()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    Worker().step()
    settings.EMAIL_PORT = port
    Worker().drain()
    assert (len(mailbox.addresses), Lease.objects.count()) == (1, 1)


def letters_at(moment, mailbox):
    with time_machine.travel(datetime.fromisoformat(moment)):
        send_letters_due(timezone.now())
        Worker().drain()
    return sorted(mailbox.addresses)


def test_each_letter_comes_at_its_persons_own_hour_once_a_day(mailbox, readers):
    """Monday 21 September; Alice reads at seven in Shanghai, Bob at eight in London."""
    Notice.objects.update(created_at=datetime.fromisoformat("2026-09-20T20:00+08:00"))
    User.objects.filter(username="bob").update(time_zone="Europe/London")
    Hours.objects.create(person=readers[0], letter_at="07:00")
    assert letters_at("2026-09-21T06:50+08:00", mailbox) == []
    assert letters_at("2026-09-21T07:10+08:00", mailbox) == ["alice@example.com"]
    assert letters_at("2026-09-21T09:00+08:00", mailbox) == ["alice@example.com"]
    assert letters_at("2026-09-21T08:10+01:00", mailbox) == ["alice@example.com", "bob@example.com"]


def test_on_a_free_day_no_letter_comes_and_the_next_reaches_back(mailbox, readers):
    """Saturday's notices come on Monday; whoever wants letters on free days has them then."""
    Notice.objects.update(created_at=datetime.fromisoformat("2026-09-18T20:00+08:00"))
    Hours.objects.create(person=readers[0], letter_sent_on="2026-09-18")
    Hours.objects.create(person=readers[1], letter_on_workdays_only=False)
    assert letters_at("2026-09-19T09:00+08:00", mailbox) == ["bob@example.com"]
    assert letters_at("2026-09-21T09:00+08:00", mailbox) == ["alice@example.com", "bob@example.com"]


def test_weekly_letter_comes_on_its_weekday_and_reaches_back_a_week(mailbox, readers):
    """Wednesday's notices of 16 September come on Monday 21st; Bob reads every day."""
    Notice.objects.update(created_at=datetime.fromisoformat("2026-09-16T20:00+08:00"))
    Hours.objects.create(person=readers[0], letter_day=LetterDay.MONDAY, letter_sent_on="2026-09-14")
    assert letters_at("2026-09-18T09:00+08:00", mailbox) == ["bob@example.com"]
    assert letters_at("2026-09-21T09:00+08:00", mailbox) == ["alice@example.com", "bob@example.com"]
    assert letters_at("2026-09-22T09:00+08:00", mailbox) == ["alice@example.com", "bob@example.com"]


def test_weekday_that_is_a_holiday_moves_to_the_next_working_day(mailbox, readers):
    """Thursday 1 October 2026, with Friday free as well."""
    Holiday.objects.bulk_create([Holiday(day=f"2026-10-0{day}", name="国庆", is_workday=False) for day in (1, 2)])
    Notice.objects.update(created_at=datetime.fromisoformat("2026-09-29T20:00+08:00"))
    Preference.objects.filter(person=readers[1]).update(letter=False)
    Hours.objects.create(person=readers[0], letter_day=LetterDay.THURSDAY, letter_sent_on="2026-09-24")
    assert letters_at("2026-10-01T09:00+08:00", mailbox) == letters_at("2026-10-02T09:00+08:00", mailbox) == []
    assert letters_at("2026-10-05T09:00+08:00", mailbox) == ["alice@example.com"]


def change(person, day, moment):
    with time_machine.travel(datetime.fromisoformat(moment)):
        hours = Hours.objects.get(person=person)
        hours.letter_day = day
        actions.set_hours(hours, by=person)


def test_nothing_is_told_twice_or_lost_when_the_rhythm_changes(mailbox, readers, ada):
    """Friday's letter, a notice on Monday, Mondays chosen on Tuesday, every day chosen on Thursday."""
    Preference.objects.filter(person=readers[1]).update(letter=False)
    Notice.objects.update(created_at=datetime.fromisoformat("2026-09-18T07:00+08:00"))
    letters_at("2026-09-18T09:00+08:00", mailbox)
    with time_machine.travel(datetime.fromisoformat("2026-09-21T20:00+08:00")):
        actions.tell(readers[:1], ASSIGNED, LegalEntity.objects.create(name="Second Ltd"), by=ada)
    change(readers[0], LetterDay.MONDAY, "2026-09-22T07:00+08:00")
    assert len(letters_at("2026-09-22T09:00+08:00", mailbox)) == 1
    change(readers[0], LetterDay.EVERY_DAY, "2026-09-24T07:00+08:00")
    assert len(letters_at("2026-09-24T09:00+08:00", mailbox)) == 2
    text = mailbox.read(1).get_content()
    assert "Second Ltd" in text and "Kaituo Ltd" not in text
    assert len(letters_at("2026-09-25T09:00+08:00", mailbox)) == 2


def test_more_than_a_letter_holds_comes_with_the_next(mailbox, readers, ada, monkeypatch):
    monkeypatch.setattr(letters, "MOST", 1)
    actions.tell(readers[:1], ASSIGNED, LegalEntity.objects.create(name="Second Ltd"), by=ada)
    said = []
    for _turn in range(3):
        letters.write_to.call(readers[0].pk)
        said.append(mailbox.read(len(said)).get_content() if len(mailbox.letters) > len(said) else "")
    assert ["Kaituo Ltd" in said[0], "1 more comes with the next letter." in said[0], "Second Ltd" in said[1], said[2]] == [True, True, True, ""]


def test_a_refused_letter_leaves_its_notices_for_the_next(mailbox, readers):
    mailbox.refused = {"alice@example.com"}
    send_letters()
    Worker().drain()
    assert [Notice.objects.for_person(person).filter(kind=ASSIGNED.name).unwritten().count() for person in readers] == [1, 0]


def test_a_kind_new_to_the_letter_brings_no_old_notices(readers):
    Preference.objects.filter(person=readers[0]).update(letter=False)
    Notice.objects.update(created_at=timezone.now() - timedelta(days=3))
    actions.choose({ASSIGNED.name: (True, True, [])}, by=readers[0])
    assert letters.letter_to(readers[0]).told == []
