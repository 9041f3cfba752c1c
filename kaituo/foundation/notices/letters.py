"""The daily letter: what came since yesterday, of the kinds that a person chose to have by e-mail. No letter when there is nothing.

Each person's letter is a job of its own: what goes wrong with one keeps no other back. An address that the mail server refuses is told to its person and to
the keepers of accounts, for no second try would mend it; anything else is tried again and in the end stands among the failed jobs.
"""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext
from django_tasks import task

from kaituo.foundation.identity.access import people_over_all
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of

from .actions import tell
from .kinds import LETTER_REFUSED
from .models import Notice, Preference
from .queries import NoticeQuerySet

MOST = 50


def notices_for_letter(person: User) -> NoticeQuerySet:
    kinds = Preference.objects.filter(person=person, letter=True).values("kind")
    since = timezone.now() - timedelta(days=1)
    return Notice.objects.for_person(person).unread().filter(kind__in=kinds, created_at__gt=since).order_by("-pk")


def letter_to(person: User) -> EmailMessage | None:
    """In the person's language and time zone; None when there is nothing to say."""
    notices = list(notices_for_letter(person)[:MOST])
    if not notices:
        return None
    with translation.override(person.language), timezone.override(zone_of(person.time_zone)):
        subject = ngettext("%(num)s notice for you", "%(num)s notices for you", len(notices)) % {"num": len(notices)}
        origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
        body = render_to_string("notices/letter.txt", {"person": person, "notices": notices, "origin": origin})
    return EmailMessage(subject, body, to=[person.email])


def readers() -> QuerySet[User]:
    return User.objects.people().filter(is_active=True, notice_preferences__letter=True).exclude(email="").distinct()


def send_letters() -> int:
    """A job for everybody who asked for letters; how many those are."""
    people = list(readers().values_list("pk", flat=True))
    for person in people:
        write_to.enqueue(person)
    return len(people)


@task()
def write_to(person_id: int) -> int:
    """How many letters were sent: one, or none to somebody who has nothing unread or wants no letters any more."""
    person = readers().filter(pk=person_id).first()
    letter = letter_to(person) if person else None
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
