"""Makes the deliveries of new notices: who is reached by which channel, wants it there, and when she may be rung. Nothing is sent here.

A notice is carried once: its mark and its deliveries are written in one transaction, and of two workers only one gets hold of it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.zones import zone_of

from . import sending
from .channels import CHANNELS, Channel, Opening
from .models import Delivery, Hours, Notice, Preference
from .quiet import next_open

BATCH = 500
BY_DEFAULT = Preference()
STALE = timedelta(days=1)
"""What nobody carried for so long (the workers stood still) is left to the inbox: yesterday's bell only confuses."""


@task()
def deliver() -> int:
    """Carry what is new, then send what is due; how many were sent."""
    while carry(timezone.now()):
        pass
    return sending.send_due()


def wake() -> None:
    """Have a worker look soon, unless one is asked to already. What slips through in between is found by the job of the minute."""
    if not DBTaskResult.objects.filter(task_path=deliver.module_path, status=TaskResultStatus.READY).exists():
        deliver.enqueue()


@transaction.atomic
def carry(now: datetime) -> int:
    """One batch; how many notices it was."""
    found = list(Notice.objects.to_carry().select_for_update(skip_locked=True, of=("self",)).select_related("person").order_by("pk")[:BATCH])
    fresh = [notice for notice in found if now - max(notice.created_at, notice.snoozed_until or notice.created_at) < STALE]
    Delivery.objects.bulk_create(_deliveries(fresh, now), batch_size=BATCH, ignore_conflicts=True)
    Notice.objects.filter(pk__in=[notice.pk for notice in found]).update(carried_at=now)
    return len(found)


def _deliveries(notices: list[Notice], now: datetime) -> list[Delivery]:
    if not notices:
        return []
    wishes = Wishes(notices, now)
    rows = []
    for channel in CHANNELS.values():
        for opening in channel.openings(notices, wishes.wanted_on(channel)):
            rows.append(_delivery(channel, opening, now if opening.person_id is None else wishes.due_of(opening.notice)))
    return rows


def _delivery(channel: Channel, opening: Opening, due_at: datetime) -> Delivery:
    return Delivery(notice=opening.notice, person_id=opening.person_id, channel=channel.name, target=opening.target, due_at=due_at)


class Wishes:
    """What the people of some notices chose, read at once."""

    def __init__(self, notices: list[Notice], now: datetime) -> None:
        people = {notice.person_id for notice in notices}
        self.notices, self.now = notices, now
        self.chosen = {(row.person_id, row.kind): row for row in Preference.objects.filter(person__in=people)}
        self.hours = {row.person_id: row for row in Hours.objects.filter(person__in=people)}
        self.calendar = work_calendar()

    def wanted_on(self, channel: Channel) -> set[tuple[int, str]]:
        return {key for key in {(notice.person_id, notice.kind) for notice in self.notices} if self._wants(key, channel)}

    def _wants(self, key: tuple[int, str], channel: Channel) -> bool:
        return self.chosen.get(key, BY_DEFAULT).rings_on(channel)

    def due_of(self, notice: Notice) -> datetime:
        """Now, or when the person's quiet hours end."""
        if notice.is_urgent:
            return self.now
        hours = self.hours.get(notice.person_id) or Hours()
        return next_open(self.now, hours.quiet, zone_of(notice.person.time_zone), self.calendar)
