"""Taking an import back, newest first, in as few statements as the rules allow."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import sets
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.changes import snapshot
from kaituo.foundation.records.facts import RECORD_REMOVED
from kaituo.foundation.records.log import describe, keep
from kaituo.foundation.records.refusals import Refused

from .models import BatchRow

BATCH = 1000


def runs_of(notes: Iterable[BatchRow]) -> Iterator[tuple[type[models.Model], list[BatchRow]]]:
    """Neighbours of one model together, at most a batch of them."""
    for label, run in groupby(notes, key=lambda note: note.model):
        held = list(run)
        for start in range(0, len(held), BATCH):
            yield apps.get_model(label), held[start : start + BATCH]


def put_back(model: type[models.Model], notes: list[BatchRow], by: User) -> None:
    """The values the records had. Of a record changed twice the older values, which come last, count."""
    values: sets.Values = {}
    for note in notes:
        values[note.record_id] = values.get(note.record_id, {}) | _typed(model, note.before)
    try:
        with transaction.atomic():
            sets.change_each(model, values, by=by)
    except IntegrityError as error:
        raise Refused(_("Some of the former values are taken by other records meanwhile.")) from error


def _typed(model: type[models.Model], before: dict[str, Any]) -> dict[str, Any]:
    fields = [(model._meta.get_field(name), value) for name, value in before.items()]
    return {field.attname: field.to_python(value) for field, value in fields}


def take_out(model: type[models.Model], ids: list[int], by: User) -> None:
    """All at once; where rows of the set stand on one another, one by one, the newest first."""
    named = [field.name for field in model._meta.fields if field.many_to_one]
    rows = sorted(model._default_manager.filter(pk__in=ids).select_related(*named), key=lambda row: -row.pk)
    told = [describe(RECORD_REMOVED, row, by=by, changes={name: [value, None] for name, value in snapshot(row).items()}) for row in rows]
    try:
        with transaction.atomic():
            model._default_manager.filter(pk__in=ids).delete()
    except ProtectedError:
        _one_by_one(rows)
    ring(keep(told))


def _one_by_one(rows: list[models.Model]) -> None:
    for row in rows:
        try:
            row.delete()
        except ProtectedError as error:
            blocker = next(iter(error.protected_objects))
            said = {"record": str(row), "noun": blocker._meta.verbose_name, "blocker": str(blocker)}
            raise Refused(_("%(record)s cannot be taken out: %(noun)s “%(blocker)s” stands on it.") % said) from error
