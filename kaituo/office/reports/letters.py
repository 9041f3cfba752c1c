"""Dispatches: each reader's letter is a job of its own, with what she may see, in her language and by her clock. One that fails keeps no other back."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import as_read_by
from kaituo.foundation.notices.sending import origin
from kaituo.foundation.ui.download import KINDS
from kaituo.foundation.ui.paper import LANGUAGES
from kaituo.foundation.ui.tables import as_xlsx

from . import actions
from .choices import Paper
from .engine.definition import Faulty
from .files import exported, headings_of, lines_of, printed
from .models import Dispatch
from .wording import said

XLSX, PDF = "xlsx", "pdf"


def send_due() -> int:
    """A job for every reader of every dispatch whose hour has come; how many those are."""
    now = timezone.now()
    return sum(_take_turn(pk, now) for pk in Dispatch.objects.due(now).values_list("pk", flat=True))


@transaction.atomic
def _take_turn(pk: int, now: datetime) -> int:
    """Marked and enqueued together, so that of two workers that look at the same minute one sends."""
    dispatch = Dispatch.objects.due(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if dispatch is None:
        return 0
    readers = list(dispatch.readers.active().filter(person__is_active=True).exclude(person__email="").values_list("person_id", flat=True))
    actions.took_its_turn(dispatch, by=User.objects.system(), count=len(readers))
    for reader in readers:
        write_to.enqueue(dispatch.pk, reader)
    return len(readers)


@task()
def write_to(dispatch_id: int, reader_id: int) -> int:
    """How many letters were sent: none for a dispatch or person that is gone meanwhile."""
    dispatch = Dispatch.objects.active().filter(pk=dispatch_id).select_related("report", "owner").first()
    reader = User.objects.people().filter(pk=reader_id, is_active=True).exclude(email="").first()
    return letter_to(dispatch, reader).send() if dispatch and reader and dispatch.report.is_active else 0


def letter_to(dispatch: Dispatch, reader: User) -> EmailMessage:
    """A report that her roles do not let her see is told her in words, never sent empty."""
    with as_read_by(reader):
        subject = f"{dispatch.report.name} · {timezone.localdate()}"
        told = {"reader": reader, "dispatch": dispatch, "fault": "", "href": _address(dispatch)}
        attached = []
        try:
            attached = attachments(dispatch, reader)
        except Faulty as fault:
            told["fault"] = said(fault)
        except PermissionDenied:
            told["fault"] = _("Your roles do not let you export these records.")
        body = render_to_string("reports/letter.txt", told)
    letter = EmailMessage(subject, body, to=[reader.email], headers={"Auto-Submitted": "auto-generated"})
    for name, content, kind in attached:
        letter.attach(name, content, kind)
    return letter


def _address(dispatch: Dispatch) -> str:
    """Empty where the installation does not know under which name it is reached."""
    return origin() + reverse("reports-report-page", args=[dispatch.report_id]) if origin() else ""


def attachments(dispatch: Dispatch, reader: User) -> list[tuple[str, bytes, str]]:
    """(name, content, kind). Raises Faulty, PermissionDenied."""
    report, language = dispatch.report, translation.get_language()
    sheet = exported(report.asked(), reader)
    name = f"{report.name}-{timezone.localdate()}"
    made = []
    if dispatch.paper != Paper.XLSX:
        made.append(
            (f"{name}.{PDF}", printed(sheet, report.name, reader, language if language in LANGUAGES else settings.LANGUAGE_CODE), "application/pdf")
        )
    if dispatch.paper != Paper.PDF:
        made.append((f"{name}.{XLSX}", as_xlsx(headings_of(sheet), lines_of(sheet), report.name), KINDS[XLSX]))
    return made
