"""The daily letter: what came since yesterday, of the kinds that a person chose to have by e-mail. No letter when there is nothing."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from kaituo.foundation.identity.models import User

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
    zone = ZoneInfo(person.time_zone or settings.TIME_ZONE)
    with translation.override(person.language), timezone.override(zone):
        subject = ngettext("%(num)s notice for you", "%(num)s notices for you", len(notices)) % {"num": len(notices)}
        origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
        body = render_to_string("notices/letter.txt", {"person": person, "notices": notices, "origin": origin})
    return EmailMessage(subject, body, to=[person.email])


def send_letters() -> int:
    """To everybody who asked for it and has something unread; how many were sent."""
    readers = User.objects.people().filter(is_active=True, notice_preferences__letter=True).exclude(email="").distinct()
    letters = [letter for letter in map(letter_to, readers) if letter is not None]
    if not letters:
        return 0
    return get_connection().send_messages(letters) or 0
