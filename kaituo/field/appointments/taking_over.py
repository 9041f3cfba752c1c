"""Taking over a calendar file: an appointment that came before by the same name is changed, a new one is made; all or nothing."""

from dataclasses import dataclass

from django.db import transaction

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records

from .ics import read
from .models import Appointment

TAKEN = ("title", "starts_at", "ends_at", "is_all_day", "place", "notes", "repeats", "rule", "until_on", "skipped")


@dataclass(frozen=True)
class Taken:
    created: int
    changed: int
    faults: list[str]


@transaction.atomic
def take_over(content: bytes, *, by: User) -> Taken:
    """Raises ValueError for what is no calendar."""
    found = read(content, by)
    known = {row.uid: row for row in Appointment.objects.filter(owner=by, uid__in=[row.uid for row in found.rows])}
    created = changed = 0
    for row in found.rows:
        if row.uid in known:
            before = known[row.uid].version
            changed += records.change(known[row.uid], {name: getattr(row, name) for name in TAKEN}, by=by).version > before
        else:
            known[row.uid] = records.create(row, by=by)
            created += 1
    return Taken(created, changed, found.faults)
