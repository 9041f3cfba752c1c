"""What e-mail does when others' bells ring.

A letter that was written is sent, a lead's letters go with it to the customer it becomes, and the next thing done with a customer answers what it wrote.
"""

from django.db.models import F

from kaituo.field.activities.events import ACTIVITY_LOGGED
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CREATED
from kaituo.foundation.records.models import Event
from kaituo.sales.leads.events import LEAD_CONVERTED
from kaituo.sales.leads.models import Lead

from . import events
from .answers import note_answers
from .models import Letter
from .sending import send_letters


@during(events.LETTER_WRITTEN, events.LETTER_SENT_AGAIN)
def have_it_sent(_told: list[Event]) -> None:
    """The job is written in the same transaction: a letter that was rolled back is not sent."""
    send_letters.enqueue()


@during(LEAD_CONVERTED)
def take_letters_along(told: list[Event]) -> None:
    for lead in Lead.objects.filter(pk__in=[event.subject_id for event in told], account__isnull=False):
        Letter.objects.filter(lead=lead, account__isnull=True).update(
            account=lead.account, contact=lead.contact, opportunity=lead.opportunity, version=F("version") + 1
        )


@during(ACTIVITY_LOGGED, RECORD_CREATED, subject="activities.Activity")
def answer_what_was_written(told: list[Event]) -> None:
    note_answers([event.subject_id for event in told], by=told[0].actor)
