"""Reminders of promises: whoever has one hears of it before it is due and once more, with whoever leads her, when it is late."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock

from .actions import tell_many
from .kinds import Kind


@dataclass(frozen=True)
class Promise:
    """Rows of a table with `reminded_at` and `escalated_at`; `due` is its moment. `nobodys`: who hears of late ones that nobody has."""

    due: str
    near: Kind
    late: Kind
    about: Callable[[Any], Model]
    owner: Callable[[Any], User | None]
    nobodys: Callable[[], list[User]] = list


def remind(promise: Promise, waiting: QuerySet, ahead: timedelta, now: datetime) -> int:
    """Each is told once before it is due, within `ahead`, and once when it is late. Returns how many notices were written."""
    asked = waiting.filter(**{f"{promise.due}__gt": now, f"{promise.due}__lte": now + ahead}, reminded_at=None)
    near = [row for row in asked if promise.owner(row) is not None]
    late = list(waiting.filter(**{f"{promise.due}__lte": now}, escalated_at=None))
    for rows, noted in ((near, "reminded_at"), (late, "escalated_at")):
        waiting.model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**{noted: now})
    told = [*_told(promise, near, promise.near, lambda row: [promise.owner(row)]), *_told(promise, late, promise.late, _escalation(promise, late))]
    return len(tell_many(told, by=User.objects.system()))


def _told(promise: Promise, rows: list, what: Kind, to: Callable[[Any], list]) -> Iterator[tuple[User, Kind, Model, dict[str, str]]]:
    for row in rows:
        at = f"{timezone.localtime(getattr(row, promise.due)):%Y-%m-%d %H:%M}"
        for person in to(row):
            yield person, what, promise.about(row), {"at": at, "person": str(promise.owner(row) or _("nobody"))}


def _escalation(promise: Promise, late: list) -> Callable[[Any], list[User]]:
    owners = {row.pk: promise.owner(row) for row in late}
    above = leaders_of({owner for owner in owners.values() if owner}, clock.today())
    over_all = promise.nobodys() if None in owners.values() else []

    def heard(row: Any) -> list[User]:
        owner = owners[row.pk]
        return [owner, *above.get(owner.pk, ())] if owner else over_all

    return heard
