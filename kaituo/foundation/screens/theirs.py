"""What others changed while a person was editing, in her own words and as far as she may read it."""

from collections.abc import Iterable

from django.db.models import Model

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.facts import RECORD_CHANGED
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Stale
from kaituo.foundation.records.verbs import changes_since

from .filters import is_id
from .timeline import Reader

Change = tuple[str, str, str]
"""The field's label, its value then, its value now."""


def told(row: Model, stale: Stale, user: User) -> list[Change]:
    event = Event(name=RECORD_CHANGED.name, subject_type=row._meta.label, subject_id=row.pk, changes=stale.theirs)
    return Reader([event], user).entry(event, None).changes


def told_of_many(rows: Iterable[Model], seen: dict[str, str], user: User) -> list[tuple[Model, Stale, list[Change]]]:
    """Of the rows that moved on since the version that was seen; what was not seen at all is not compared."""
    versions = {pk: int(version) for pk, version in seen.items() if is_id(version)}
    moved = [(row, changes_since(row, versions[str(row.pk)])) for row in rows if versions.get(str(row.pk), row_version(row)) != row_version(row)]
    return [(row, stale, told(row, stale, user)) for row, stale in moved]


def row_version(row: Model) -> int | None:
    return getattr(row, "version", None)
