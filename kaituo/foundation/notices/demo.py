"""The demo company's notices: what the last days told, when people want to be rung, a kind that is switched off, and deliveries in every state. Nothing is sent."""

from datetime import time, timedelta

from django.db.models import F
from django.utils import timezone

from kaituo.foundation.company.demo import World
from kaituo.foundation.company.models import LegalEntity

from . import actions
from .choices import DeliveryState, LetterDay
from .kinds import ASSIGNED_MANY, MENTIONED, SHARED
from .models import Delivery, Hours, Notice

LONG_AGO = timedelta(days=4)
"""By then everybody has read what was told."""
AGO = (timedelta(minutes=20), timedelta(hours=3), timedelta(days=1), timedelta(days=2))
FATES = (
    (DeliveryState.SENT, "", "250 OK"),
    (DeliveryState.SENT, "", "250 OK"),
    (DeliveryState.DROPPED, "Read in the inbox before.", ""),
    (DeliveryState.WAITING, "ConnectionRefusedError: [Errno 111] Connection refused", ""),
    (DeliveryState.FAILED, "550 no such mailbox", ""),
    (DeliveryState.UNSURE, "The process ended while it was sending: nobody knows whether this arrived.", ""),
)


def make(world: World) -> None:
    _wish(world)
    _tell(world)
    _deliver()


def _wish(world: World) -> None:
    """One rep reads a daily letter and one a letter on Fridays, one manager wants e-mail at once and is quiet in the evening."""
    rep, other, manager = world.people["rep"][0], world.people["rep"][1], world.people["manager"][0]
    for person, day in ((rep, LetterDay.EVERY_DAY), (other, LetterDay.FRIDAY)):
        actions.choose({kind.name: (True, True, ["push"]) for kind in (MENTIONED, SHARED)}, by=person)
        actions.set_hours(Hours(quiet_from=time(21), quiet_until=time(7, 30), letter_day=day, letter_at=time(7, 30)), by=person)
    actions.choose({MENTIONED.name: (True, False, ["email", "push"])}, by=manager)
    actions.set_hours(Hours(quiet_from=time(19), quiet_until=time(8)), by=manager)


def _tell(world: World) -> None:
    entity = LegalEntity.objects.first()
    director, people = world.people["director"][0], [*world.people["rep"][:6], *world.people["manager"][:2]]
    actions.tell(people, SHARED, entity, by=director)
    actions.tell(people, ASSIGNED_MANY, None, by=director, count=world.rng.randint(4, 12))
    fresh = list(Notice.objects.filter(person__in=people).order_by("-pk")[:60])
    for index, notice in enumerate(fresh):
        notice.created_at = timezone.now() - AGO[index % len(AGO)]
        notice.read_at = notice.created_at + timedelta(minutes=9) if index % 3 == 0 else None
    Notice.objects.bulk_update(fresh, ["created_at", "read_at"])
    Notice.objects.filter(read_at=None, created_at__lt=timezone.now() - LONG_AGO).update(read_at=F("created_at") + timedelta(hours=2))
    Notice.objects.filter(carried_at=None).update(carried_at=timezone.now())


def _deliver() -> None:
    """As a mail server's whims would have left them. What waits, waits until tomorrow, so that the demo sends nothing by itself."""
    notices = Notice.objects.order_by("-pk")[: 4 * len(FATES)]
    rows = []
    for index, notice in enumerate(notices):
        state, problem, answer = FATES[index % len(FATES)]
        row = Delivery(notice=notice, person_id=notice.person_id, channel="email", state=state, problem=problem, answer=answer, attempt_count=1)
        row.sent_at = notice.created_at if state == DeliveryState.SENT else None
        row.due_at = timezone.now() + timedelta(days=1) if state == DeliveryState.WAITING else notice.created_at
        rows.append(row)
    Delivery.objects.bulk_create(rows)
