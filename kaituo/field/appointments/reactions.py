"""Whoever is invited may see the appointment and hears of it; whoever is taken off no longer does."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW
from kaituo.foundation.identity.models import Share
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import LINE_REMOVED, RECORD_CREATED
from kaituo.foundation.records.models import Event

from .models import Appointment, Invitation

INVITED = kind("appointments.invited", _("Invitations"), _("%(actor)s invited you: %(subject)s, %(at)s"), "calendar-event")
LABEL = Appointment._meta.label


@during(RECORD_CREATED, subject="appointments.Invitation")
def open_to_the_invited(events: list[Event]) -> None:
    actors = {event.subject_id: event.actor for event in events}
    for row in Invitation.objects.filter(pk__in=actors).select_related("appointment", "person"):
        Share.objects.create(model=LABEL, record_id=row.appointment_id, verb=VIEW, user=row.person, starts_on=timezone.localdate())
        at = timezone.localtime(row.appointment.starts_at)
        tell([row.person], INVITED, row.appointment, by=actors[row.pk], at=f"{at:%Y-%m-%d %H:%M}")


@during(LINE_REMOVED, subject="appointments.Invitation")
def close_to_the_uninvited(events: list[Event]) -> None:
    for event in events:
        person, appointment = event.changes["person"][0], event.changes["appointment"][0]
        for share in Share.objects.on(timezone.localdate()).filter(model=LABEL, record_id=appointment, user=person, verb=VIEW):
            share.close()
            share.save(update_fields=["ends_on"])
