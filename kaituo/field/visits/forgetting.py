"""What ends by itself: positions and photos whose time is over, and visits whose day went by."""

from datetime import timedelta

from django.db import transaction

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.models import Attachment

from . import events
from .actions import miss, today_of
from .choices import State
from .models import Evidence, Presence, Sending, Visit
from .standing import rules

BATCH = 500


@transaction.atomic
def forget_positions() -> int:
    """Coordinates and accuracy go; the distance and what was noticed stay."""
    ruled = rules()
    over = clock.now() - timedelta(days=ruled.position_days)
    count = Presence.objects.filter(happened_at__lt=over, latitude__isnull=False).update(latitude=None, longitude=None, accuracy_m=None)
    if count and ruled.pk:
        ring([state(events.POSITIONS_FORGOTTEN, ruled, by=User.objects.system(), inputs={"count": count})])
    return count


def forget_photos() -> int:
    """The bytes go once the transaction is through, those of photos that were not taken too."""
    ruled = rules()
    over = clock.now() - timedelta(days=ruled.photo_days)
    kept = Evidence.objects.filter(taken_at__lt=over, photo__isnull=False).values_list("photo", flat=True)[:BATCH]
    refused = Attachment.objects.filter(subject_type=Sending._meta.label, added_at__lt=over).values_list("pk", flat=True)[:BATCH]
    files = list(Attachment.objects.filter(pk__in={*kept, *refused}))
    if files:
        _delete(files, ruled)
    return len(files)


@transaction.atomic
def _delete(files: list[Attachment], ruled) -> None:
    for each in files:
        storage, name = each.file.storage, each.file.name
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
    Attachment.objects.filter(pk__in=[each.pk for each in files]).delete()
    if ruled.pk:
        ring([state(events.PHOTOS_FORGOTTEN, ruled, by=User.objects.system(), inputs={"count": len(files)})])


def miss_past() -> int:
    """Planned visits whose day is over by their owners' own clocks."""
    system, count = User.objects.system(), 0
    rows = Visit.objects.active().filter(state=State.PLANNED, planned_on__lt=clock.today() + timedelta(days=1)).select_related("owner", "account")
    for visit in rows:
        if visit.planned_on < today_of(visit.owner):
            miss(visit, by=system)
            count += 1
    return count
