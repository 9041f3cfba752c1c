"""The chain that makes tampering with past events evident: each seal is the SHA-256 of a run of events and of the seal before.

Whoever changes an event in the database changes its run's hash, and would have to make every later seal anew; a seal written down elsewhere shows that.
"""

import hashlib
import json
from datetime import UTC, timedelta

from django.db import transaction

from .clock import now
from .models import Event, Seal

RUN = 5000
SETTLED = timedelta(minutes=10)
"""Events younger than this may still have neighbours with lower numbers in open transactions."""
SEALED = ("id", "name", "subject_type", "subject_id", "subject_text", "actor_id", "acting_for_id", "changes", "inputs", "request_id")


def canonical(event: Event) -> bytes:
    """One event as JSON that is the same on every database."""
    told = {name: getattr(event, name) for name in SEALED} | {"at": event.at.astimezone(UTC).isoformat()}
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def hash_of(first: int, last: int, before: str) -> str:
    digest = hashlib.sha256(before.encode())
    for event in Event.objects.filter(pk__gte=first, pk__lte=last).order_by("pk").iterator(chunk_size=1000):
        digest.update(b"\n" + canonical(event))
    return digest.hexdigest()


@transaction.atomic
def seal() -> int:
    """Seal what has settled since the last time; how many seals were added."""
    last = Seal.objects.select_for_update().order_by("-pk").first()
    count = 0
    while ids := _next_run(last.last_event_id if last else 0):
        last = Seal.objects.create(first_event_id=ids[0], last_event_id=ids[-1], hash=hash_of(ids[0], ids[-1], last.hash if last else ""))
        count += 1
    return count


def _next_run(after: int) -> list[int]:
    settled = Event.objects.filter(pk__gt=after, at__lt=now() - SETTLED)
    return list(settled.order_by("pk").values_list("pk", flat=True)[:RUN])


def verify() -> Seal | None:
    """The first seal that does not fit its events or the seal before it; None when the whole chain holds."""
    before, reached = "", 0
    for each in Seal.objects.order_by("pk").iterator():
        unsealed = Event.objects.filter(pk__gt=reached, pk__lt=each.first_event_id).exists()
        if unsealed or hash_of(each.first_event_id, each.last_event_id, before) != each.hash:
            return each
        before, reached = each.hash, each.last_event_id
    return None
