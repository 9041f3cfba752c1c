"""Who is reminded of a meeting: everybody who takes part, half an hour before, once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import kind

from .models import Meeting
from .people import people_of

COMING = kind(
    "meetings.coming", _("Meetings about to begin"), _("%(subject)s begins at %(at)s %(place)s"), "users-group", is_urgent=True, is_reminder=True
)
BEFORE = timedelta(minutes=30)


@transaction.atomic
def remind(now: datetime) -> int:
    """Of how many meetings people were reminded."""
    rows = list(Meeting.objects.planned().filter(starts_at__gt=now, starts_at__lte=now + BEFORE, reminded_at=None).select_related("owner", "person"))
    tell_many([(person, COMING, row, _words(row, person)) for row in rows for person in people_of(row)], by=User.objects.system())
    Meeting.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return len(rows)


def _words(row: Meeting, person: User) -> dict[str, str]:
    return {"at": f"{timezone.localtime(row.starts_at, zone_of(person.time_zone)):%H:%M}", "place": row.place}
