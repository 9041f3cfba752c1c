"""The letter with a briefing on paper: one job for each reader, so that one that fails keeps no other back."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import as_read_by
from kaituo.foundation.notices.sending import origin
from kaituo.foundation.ui.paper import LANGUAGES

from .models import Briefing
from .papers import print_briefing


@task()
def write_to(briefing_id: int, reader_id: int, note: str = "") -> int:
    """How many letters were sent: none for a briefing or person that is gone meanwhile, or has no address."""
    briefing = Briefing.objects.active().filter(pk=briefing_id).select_related("team", "owner").first()
    reader = User.objects.people().filter(pk=reader_id, is_active=True).exclude(email="").first()
    return letter_to(briefing, reader, note).send() if briefing and reader else 0


def letter_to(briefing: Briefing, reader: User, note: str) -> EmailMessage:
    with as_read_by(reader):
        language = translation.get_language()
        href = origin() + reverse("briefings-briefing-page", args=[briefing.pk]) if origin() else ""
        body = render_to_string("briefings/letter.txt", {"reader": reader, "briefing": briefing, "note": note, "href": href})
        letter = EmailMessage(str(briefing), body, to=[reader.email], headers={"Auto-Submitted": "auto-generated"})
        letter.attach(f"{briefing}.pdf", print_briefing(briefing, language if language in LANGUAGES else settings.LANGUAGE_CODE), "application/pdf")
    return letter
