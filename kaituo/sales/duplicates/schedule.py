"""At night records that have no marks yet get them; in the morning whoever owes a decision is reminded, once a week."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import clock

from .deciding import deciding
from .models import Dispute, MatchKey
from .notices import OVERDUE
from .recognition import renew
from .shelf import SHELF

AGAIN_AFTER = timedelta(days=7)
BATCH = 1000


@task()
def mark_the_unmarked() -> int:
    """Records from before there were marks, such as those of a backup that was put back. Returns how many."""
    count = 0
    for kind in SHELF.values():
        marked = MatchKey.objects.filter(model=kind.label, record_id=OuterRef("pk"))
        rows, after = kind.model._default_manager.active().filter(~Exists(marked)).order_by("pk"), 0
        while ids := list(rows.filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]):
            renew(kind, ids)
            count, after = count + len(ids), ids[-1]
    return count


@task()
def remind_of_disputes() -> int:
    """Run twice on a day it tells once. Returns how many were told."""
    rows = Dispute.objects.overdue(clock.today()).select_related("claimant", "holder").order_by("pk")
    lately = Notice.objects.filter(kind=OVERDUE.name, created_at__gt=timezone.now() - AGAIN_AFTER)
    told = set(lately.filter(record_id__in=rows.values("pk")).values_list("record_id", "person_id"))
    due = [(person, OVERDUE, row, {"day": str(row.due_on)}) for row in rows for person in deciding(row) if (row.pk, person.pk) not in told]
    return len(tell_many(due, by=User.objects.system()))


repeat("daily 03:50", mark_the_unmarked)
repeat("daily 06:50", remind_of_disputes)
