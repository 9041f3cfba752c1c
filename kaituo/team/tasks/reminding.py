"""Who is reminded of a task: in the morning of its day, or an hour before its hour; each task once."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import kind

from .models import Task

DUE = kind("tasks.due", _("Tasks that are due"), _("%(subject)s is due today %(at)s"), "clock", is_reminder=True)
MORNING = time(8)
BEFORE = timedelta(hours=1)


@transaction.atomic
def remind(now: datetime) -> int:
    """How many tasks people were reminded of."""
    local = timezone.localtime(now)
    soon = (local + BEFORE).time() if (local + BEFORE).date() == local.date() else time.max
    hours = Q(at__isnull=False, at__lte=soon) | (Q(at__isnull=True) if local.time() >= MORNING else Q(pk__in=[]))
    rows = list(Task.objects.open().filter(hours, due_on=local.date(), reminded_at=None).select_related("owner").prefetch_related("people__person"))
    told = [(person, DUE, row, {"at": f"{row.at:%H:%M}" if row.at else ""}) for row in rows for person in _people(row)]
    tell_many(told, by=User.objects.system())
    Task.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return len(rows)


def _people(row: Task) -> list[User]:
    found = [row.owner, *(each.person for each in row.people.all())]
    return list({person.pk: person for person in found if person}.values())
