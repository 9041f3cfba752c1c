"""Telling people, and what they do with what they were told.

Reading, putting off and choosing concern nobody but the reader, so they leave no event; whoever asks for another's notice gets a 404.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.changes import plain

from .kinds import KINDS, Kind
from .models import Notice, Preference


def tell(people: Iterable[User], kind: Kind, subject: Model | None, *, by: User, **words: Any) -> list[Notice]:
    """Put a notice into the inbox of each of these people who may see the subject and wants to hear of this kind; never into the actor's own."""
    return tell_many([(person, kind, subject, words) for person in people if person.pk != by.pk], by=by)


def tell_myself(kind: Kind, subject: Model | None, *, by: User, **words: Any) -> list[Notice]:
    """What somebody set going is finished."""
    return tell_many([(by, kind, subject, words)], by=by)


def tell_many(told: list[tuple[User, Kind, Model | None, dict[str, Any]]], *, by: User) -> list[Notice]:
    """Many notices in few statements."""
    unwanted = set(Preference.objects.filter(inbox=False, letter=False, person__in={each[0].pk for each in told}).values_list("person_id", "kind"))
    wanted = [each for each in told if (each[0].pk, each[1].name) not in unwanted and _may_know(each[0], each[2])]
    return Notice.objects.bulk_create([_notice(*each, by=by) for each in wanted], batch_size=500)


def mark_read(notices: QuerySet, *, by: User) -> int:
    return notices.for_person(by).filter(read_at__isnull=True).update(read_at=timezone.now())


def mark_unread(notices: QuerySet, *, by: User) -> int:
    return notices.for_person(by).update(read_at=None)


def snooze(notices: QuerySet, until: datetime, *, by: User) -> int:
    """Out of sight until then; afterwards it is unread again."""
    return notices.for_person(by).update(snoozed_until=until, read_at=None)


@transaction.atomic
def choose(choices: dict[str, tuple[bool, bool]], *, by: User) -> None:
    """Keep, for each kind, whether inbox and daily letter hear of it."""
    rows = [Preference(person=by, kind=name, inbox=inbox, letter=letter) for name, (inbox, letter) in choices.items() if name in KINDS]
    Preference.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["inbox", "letter"])


def _may_know(person: User, subject: Model | None) -> bool:
    if not person.is_active or person.is_system:
        return False
    return subject is None or not hasattr(type(subject), "access") or may(person, VIEW, subject)


def _notice(person: User, kind: Kind, subject: Model | None, words: dict[str, Any], *, by: User) -> Notice:
    params = {**plain(words), "actor": str(by), "subject": str(subject)[:200] if subject is not None else ""}
    where = {"model": subject._meta.label, "record_id": subject.pk} if subject is not None else {}
    return Notice(person=person, kind=kind.name, params=params, actor=by, **where)
