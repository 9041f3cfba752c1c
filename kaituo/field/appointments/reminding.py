"""Who is reminded of which occurrence: so many minutes before it begins, each person once."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import kind

from .choices import Answer, Reminder
from .models import Appointment, Reminded
from .occurrences import Occurrence, occurrences

COMING = kind(
    "appointments.coming",
    _("Appointments about to begin"),
    _("%(subject)s begins at %(at)s %(place)s"),
    "calendar-event",
    is_urgent=True,
    is_reminder=True,
)


def remind(now: datetime) -> int:
    """How many reminders were sent."""
    horizon = now + timedelta(minutes=max(Reminder.values))
    rows = Appointment.objects.possible_in(now, horizon).exclude(remind_minutes=None).select_related("owner").prefetch_related("invitations__person")
    told = []
    for each in occurrences(rows, now, horizon, work_calendar()):
        if now <= each.starts_at <= now + timedelta(minutes=each.appointment.remind_minutes):
            told += [(person, COMING, each.appointment, _words(each, person)) for person in _people(each) if _is_first(each, person)]
    tell_many(told, by=User.objects.system())
    return len(told)


def _people(each: Occurrence) -> list[User]:
    coming = [row.person for row in each.appointment.invitations.all() if row.answer != Answer.DECLINED]
    return list({person.pk: person for person in (each.appointment.owner, *coming)}.values())


def _is_first(each: Occurrence, person: User) -> bool:
    return Reminded.objects.get_or_create(appointment=each.appointment, person=person, starts_at=each.starts_at)[1]


def _words(each: Occurrence, person: User) -> dict[str, str]:
    at = timezone.localtime(each.starts_at, zone_of(person.time_zone))
    return {"at": f"{at:%H:%M}", "place": each.appointment.place}
