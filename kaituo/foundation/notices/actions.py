"""Telling people, what they do with what they were told, and what is done with a delivery that did not arrive.

Reading, putting off and choosing concern nobody but the reader, so they leave no event; whoever asks for another's notice gets a 404.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.changes import plain
from kaituo.foundation.records.verbs import action

from . import events
from .carrying import wake
from .channels import CHANNELS
from .choices import DeliveryState
from .kinds import KINDS, Kind
from .models import Delivery, Hours, KindSwitch, Notice, Preference


def tell(people: Iterable[User], kind: Kind, subject: Model | None, *, by: User, **words: Any) -> list[Notice]:
    """Put a notice into the inbox of each of these people who may see the subject and wants to hear of this kind; never into the actor's own."""
    return tell_many([(person, kind, subject, words) for person in people if person.pk != by.pk], by=by)


def tell_myself(kind: Kind, subject: Model | None, *, by: User, **words: Any) -> list[Notice]:
    """What somebody set going is finished."""
    return tell_many([(by, kind, subject, words)], by=by)


def tell_many(told: list[tuple[User, Kind, Model | None, dict[str, Any]]], *, by: User) -> list[Notice]:
    """Many notices in few statements. They reach the inbox now, and the person's channels as soon as a worker gets to it."""
    if not told:
        return []
    off = set(KindSwitch.objects.filter(is_on=False).values_list("kind", flat=True))
    chosen = {(row.person_id, row.kind): row for row in Preference.objects.filter(person__in={each[0].pk for each in told})}
    rows = []
    for person, kind, subject, words in told:
        wish = chosen.get((person.pk, kind.name))
        if kind.name not in off and (wish is None or wish.is_wanted) and may_know(person, subject):
            rows.append(_notice(person, kind, subject, words, by=by, is_in_inbox=wish is None or wish.inbox))
    made = Notice.objects.bulk_create(rows, batch_size=500)
    if made:
        wake()
    return made


def mark_read(notices: QuerySet, *, by: User) -> int:
    return notices.for_person(by).filter(read_at__isnull=True).update(read_at=timezone.now())


def mark_unread(notices: QuerySet, *, by: User) -> int:
    return notices.for_person(by).update(read_at=None)


@transaction.atomic
def snooze(notices: QuerySet, until: datetime, *, by: User) -> int:
    """Out of sight until then; afterwards it is unread again and rings again on the person's channels, and may stand in a letter once more."""
    mine = notices.for_person(by)
    Delivery.objects.filter(notice__in=mine, person=by).delete()
    return mine.update(snoozed_until=until, read_at=None, carried_at=None, written_at=None)


@transaction.atomic
def choose(choices: dict[str, tuple[bool, bool, list[str]]], *, by: User) -> None:
    """Keep, for each kind, whether inbox and letter hear of it, and which channels ring. A kind new to the letter brings nothing older than a day."""
    written = set(Preference.objects.filter(person=by, letter=True).values_list("kind", flat=True))
    fresh = [name for name, (_inbox, letter, _channels) in choices.items() if letter and name not in written]
    old = Notice.objects.for_person(by).filter(kind__in=fresh, read_at__isnull=True, created_at__lte=timezone.now() - timedelta(days=1))
    old.unwritten().update(written_at=timezone.now())
    rows = [
        Preference(person=by, kind=name, inbox=inbox, letter=letter, channels=[each for each in channels if each in CHANNELS])
        for name, (inbox, letter, channels) in choices.items()
        if name in KINDS
    ]
    fields = ["inbox", "letter", "channels"]
    Preference.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=fields)


def set_hours(hours: Hours, *, by: User) -> None:
    """One's own quiet hours, and when the letter comes. Another day counts from today: it brings no letter for a day that has passed."""
    before = Hours.objects.filter(person=by).first() or Hours()
    hours.person = by
    if hours.letter_day != before.letter_day:
        hours.letter_sent_on = max(before.letter_sent_on or date.min, timezone.localdate() - timedelta(days=1))
    hours.save()


@transaction.atomic
def switch(kind: Kind, is_on: bool, *, by: User) -> KindSwitch:
    """Whether the company tells of this kind at all. Raises PermissionDenied."""
    row = KindSwitch.objects.filter(kind=kind.name).first()
    if row is None:
        return records.create(KindSwitch(kind=kind.name, is_on=is_on), by=by, says=events.KIND_SWITCHED)
    return records.change(row, {"is_on": is_on}, by=by, says=events.KIND_SWITCHED)


@action(label=pgettext_lazy("delivery", "Send again"), says=events.DELIVERY_RETRIED, when="may_be_sent_again", icon="refresh")
def retry(delivery: Delivery, *, by: User) -> None:
    """All attempts anew; whether the person may still see the record is asked again."""
    delivery.state, delivery.attempt_count, delivery.problem, delivery.due_at = DeliveryState.WAITING, 0, "", timezone.now()
    delivery.save(update_fields=["state", "attempt_count", "problem", "due_at"])
    wake()


@action(label=gettext_lazy("Drop"), says=events.DELIVERY_DROPPED, when="may_be_dropped", icon="x")
def drop(delivery: Delivery, *, by: User) -> None:
    """Nothing is sent any more; the inbox keeps the notice."""
    delivery.state = DeliveryState.DROPPED
    delivery.save(update_fields=["state"])


def may_know(person: User, subject: Model | None) -> bool:
    if not person.is_active or person.is_system:
        return False
    return subject is None or not hasattr(type(subject), "access") or may(person, VIEW, subject)


def _notice(person: User, kind: Kind, subject: Model | None, words: dict[str, Any], *, by: User, is_in_inbox: bool) -> Notice:
    params = {**plain(words), "actor": str(by), "subject": str(subject)[:200] if subject is not None else ""}
    where = {"model": subject._meta.label, "record_id": subject.pk} if subject is not None else {}
    return Notice(person=person, kind=kind.name, params=params, actor=by, is_in_inbox=is_in_inbox, **where)
