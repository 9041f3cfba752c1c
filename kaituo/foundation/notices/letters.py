"""The letter of each day or week: what came since the last one, of the kinds a person chose for it, at her own hour. No letter when there is nothing.

A notice is marked once a letter with it was handed over, so none is told twice and none is lost when its reader changes day or hour.

Each person's letter is a job of its own: what goes wrong with one keeps no other back. An address that the mail server refuses is told to its person and to
the keepers of accounts, for no second try would mend it; anything else is tried again and in the end stands among the failed jobs.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext
from django_tasks import task

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import people_over_all
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import as_read_by, zone_of
from kaituo.foundation.kernel.calendar import WorkCalendar

from .actions import tell
from .kinds import LETTER_REFUSED
from .models import Hours, Notice, Preference
from .queries import NoticeQuerySet
from .sending import may_still_know, origin

MOST = 200
"""What is more comes with the next letter."""
LONGEST = timedelta(days=31)
"""After a long holiday the letter reaches back so far, no further."""


@dataclass(frozen=True)
class Letter:
    """`told`: the notices that are done with once it is sent; the reader may no longer know of some, which do not stand in it."""

    message: EmailMessage | None
    told: list[Notice]


def notices_for_letter(person: User) -> NoticeQuerySet:
    """What stood in no letter yet, the oldest first."""
    kinds = Preference.objects.filter(person=person, letter=True).values("kind")
    since = timezone.now() - LONGEST
    return Notice.objects.for_person(person).unread().unwritten().filter(kind__in=kinds, created_at__gt=since).order_by("pk")


def letter_to(person: User) -> Letter:
    """In the person's language and time zone, the newest first; without a message when there is nothing to say."""
    told = list(notices_for_letter(person)[:MOST])
    notices = [notice for notice in reversed(told) if may_still_know(person, notice)]
    if not notices:
        return Letter(None, told)
    more = notices_for_letter(person).filter(pk__gt=told[-1].pk).count()
    with as_read_by(person):
        subject = ngettext("%(num)s notice for you", "%(num)s notices for you", len(notices)) % {"num": len(notices)}
        body = render_to_string("notices/letter.txt", {"person": person, "notices": notices, "more": more, "origin": origin()})
    return Letter(EmailMessage(subject, body, to=[person.email]), told)


def readers() -> QuerySet[User]:
    return User.objects.people().filter(is_active=True, notice_preferences__letter=True).exclude(email="").distinct()


def send_letters() -> int:
    """A job for everybody who asked for letters; how many those are."""
    people = list(readers().values_list("pk", flat=True))
    for person in people:
        write_to.enqueue(person)
    return len(people)


def send_letters_due(now: datetime) -> int:
    """A job for everybody whose day and hour have come and who had no letter for them."""
    calendar, count = work_calendar(), 0
    for person in readers().select_related("notice_hours"):
        count += _take_turn(person, now, calendar)
    return count


@transaction.atomic
def _take_turn(person: User, now: datetime, calendar: WorkCalendar) -> bool:
    """Marked and enqueued together, so that two workers that look at the same minute write one letter."""
    local = now.astimezone(zone_of(person.time_zone))
    hours = getattr(person, "notice_hours", None) or Hours.objects.get_or_create(person=person)[0]
    if local.time() < hours.letter_at or not hours.letter_comes_on(local.date(), calendar):
        return False
    rows = Hours.objects.filter(pk=hours.pk, letter_sent_on=hours.letter_sent_on)
    if not rows.update(letter_sent_on=local.date()):
        return False
    write_to.enqueue(person.pk)
    return True


@task()
def write_to(person_id: int) -> int:
    """How many letters were sent: one, or none to somebody who has nothing unread or wants no letters any more."""
    person = readers().filter(pk=person_id).first()
    letter = letter_to(person) if person else Letter(None, [])
    try:
        sent = letter.message.send() if letter.message else 0
    except SMTPRecipientsRefused as refusal:
        _tell_of(person, refusal)
        return 0
    Notice.objects.filter(pk__in=[notice.pk for notice in letter.told]).update(written_at=timezone.now())
    return sent


def _tell_of(person: User, refusal: SMTPRecipientsRefused) -> None:
    _code, said = refusal.recipients.get(person.email, (0, b""))
    words = {"address": person.email, "problem": said.decode("utf-8", "replace")[:200]}
    system = User.objects.system()
    keepers = people_over_all(User, "change")
    tell(keepers, LETTER_REFUSED, person, by=system, **words)
    if not keepers.filter(pk=person.pk).exists():
        tell([person], LETTER_REFUSED, None, by=system, **words)
