"""The look at every mailbox, every five minutes, and one at a single box when somebody asks for it; and every minute at the letters to be sent."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from kaituo.foundation.jobs.repeating import repeat

from .answers import remind
from .looking import look
from .models import Mailbox, Round
from .sending import send_letters

KEPT = timedelta(days=30)


@task()
def look_at(mailbox_id: int) -> None:
    box = Mailbox.objects.filter(pk=mailbox_id, archived_at__isnull=True, is_on=True).select_related("owner", "team").first()
    if box is not None:
        look(box)


@task()
def look_at_all() -> int:
    due = list(Mailbox.objects.due(timezone.now()).values_list("pk", flat=True))
    for pk in due:
        look_at.enqueue(pk)
    return len(due)


@task()
def remind_of_letters() -> int:
    return remind()


@task()
def forget_old_rounds() -> int:
    return Round.objects.filter(begun_at__lt=timezone.now() - KEPT).delete()[0]


repeat("every 5", look_at_all)
repeat("every 1", send_letters)
repeat("every 10", remind_of_letters)
repeat("daily 03:40", forget_old_rounds)
