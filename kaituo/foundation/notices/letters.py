"""The daily letter: what came since the last one, of the kinds that a person chose to have by e-mail, at her own hour. No letter when there is nothing.

Each person's letter is a job of its own: what goes wrong with one keeps no other back. An address that the mail server refuses is told to its person and to
the keepers of accounts, for no second try would mend it; anything else is tried again and in the end stands among the failed jobs.
"""

from datetime import date, datetime, time, timedelta
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

MOST = 50
LONGEST = timedelta(days=14)
"""After a long holiday the letter reaches back so far, no further."""


def notices_for_letter(person: User, since: datetime | None = None) -> NoticeQuerySet:
    """Since the last letter, or else since yesterday."""
    kinds = Preference.objects.filter(person=person, letter=True).values("kind")
    yesterday = timezone.now() - timedelta(days=1)
    since = max(min(since or yesterday, yesterday), timezone.now() - LONGEST)
    return Notice.objects.for_person(person).unread().filter(kind__in=kinds, created_at__gt=since).order_by("-pk")


def letter_to(person: User, since: datetime | None = None) -> EmailMessage | None:
    """In the person's language and time zone; None when there is nothing to say."""
    notices = [notice for notice in notices_for_letter(person, since)[:MOST] if may_still_know(person, notice)]
    if not notices:
        return None
    with as_read_by(person):
        subject = ngettext("%(num)s notice for you", "%(num)s notices for you", len(notices)) % {"num": len(notices)}
        body = render_to_string("notices/letter.txt", {"person": person, "notices": notices, "origin": origin()})
    return EmailMessage(subject, body, to=[person.email])


def readers() -> QuerySet[User]:
    return User.objects.people().filter(is_active=True, notice_preferences__letter=True).exclude(email="").distinct()


def send_letters() -> int:
    """A job for everybody who asked for letters; how many those are."""
    people = list(readers().values_list("pk", flat=True))
    for person in people:
        write_to.enqueue(person)
    return len(people)


def send_letters_due(now: datetime) -> int:
    """A job for everybody whose hour has come and who had no letter today."""
    calendar, count = work_calendar(), 0
    for person in readers().select_related("notice_hours"):
        count += _take_turn(person, now, calendar)
    return count


@transaction.atomic
def _take_turn(person: User, now: datetime, calendar: WorkCalendar) -> bool:
    """Marked and enqueued together, so that two workers that look at the same minute write one letter."""
    local = now.astimezone(zone_of(person.time_zone))
    hours = getattr(person, "notice_hours", None) or Hours.objects.get_or_create(person=person)[0]
    is_day = calendar.is_workday(local.date()) or not hours.letter_on_workdays_only
    if not is_day or local.time() < hours.letter_at or hours.letter_sent_on == local.date():
        return False
    rows = Hours.objects.filter(pk=hours.pk, letter_sent_on=hours.letter_sent_on)
    if not rows.update(letter_sent_on=local.date()):
        return False
    write_to.enqueue(person.pk, hours.letter_sent_on.isoformat() if hours.letter_sent_on else "")
    return True


@task()
def write_to(person_id: int, last_on: str = "") -> int:
    """How many letters were sent: one, or none to somebody who has nothing unread or wants no letters any more. `last_on` is the day of the one before."""
    person = readers().filter(pk=person_id).first()
    since = datetime.combine(date.fromisoformat(last_on), time.min, zone_of(person.time_zone)) if person and last_on else None
    letter = letter_to(person, since) if person else None
    try:
        return letter.send() if letter else 0
    except SMTPRecipientsRefused as refusal:
        _tell_of(person, refusal)
        return 0


def _tell_of(person: User, refusal: SMTPRecipientsRefused) -> None:
    _code, said = refusal.recipients.get(person.email, (0, b""))
    words = {"address": person.email, "problem": said.decode("utf-8", "replace")[:200]}
    system = User.objects.system()
    keepers = people_over_all(User, "change")
    tell(keepers, LETTER_REFUSED, person, by=system, **words)
    if not keepers.filter(pk=person.pk).exists():
        tell([person], LETTER_REFUSED, None, by=system, **words)
