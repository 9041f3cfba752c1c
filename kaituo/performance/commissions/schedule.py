"""In the morning whoever owes an answer to an objection is reminded: once when the day has passed, and once more every week."""

from datetime import date

from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import clock

from .answering import answering
from .choices import PENDING
from .models import Dispute
from .notices import OVERDUE

AGAIN_AFTER = 7


@task()
def remind_of_objections() -> int:
    """Run twice on a day it tells once. Returns how many were told."""
    today = clock.today()
    rows = Dispute.objects.active().filter(state__in=PENDING, due_on__lt=today).select_related("payee", "statement").order_by("pk")
    told = set(Notice.objects.filter(kind=OVERDUE.name, record_id__in=rows.values("pk")).values_list("record_id", "person_id", "params__since"))
    words = [
        (
            person,
            OVERDUE,
            dispute,
            {"payee": str(dispute.payee), "day": str(dispute.due_on), "reason": dispute.reason, "since": _week(dispute, today)},
        )
        for dispute in rows
        for person in answering(dispute)
        if (dispute.pk, person.pk, _week(dispute, today)) not in told
    ]
    return len(tell_many(words, by=User.objects.system()))


def _week(dispute: Dispute, today: date) -> int:
    """How many whole weeks the answer is late."""
    return (today - dispute.due_on).days // AGAIN_AFTER


repeat("daily 06:40", remind_of_objections)
