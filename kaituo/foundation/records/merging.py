"""Two records of one kind become one. The other is put away as an alias, everything that hung on it moves, and all of it can be taken apart again."""

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import User

from . import clock
from .aliases import survivor_of
from .bells import ring
from .changes import QUIET, difference
from .facts import MERGE_UNDONE, RECORD_ABSORBED, RECORD_MERGED, RECORD_MOVED
from .log import describe, keep, state
from .models import Event, Merge, Record
from .refusals import Refused
from .repointing import Moved, follows, put_back, repoint
from .verbs import action, lock

for label in ("records.Comment", "records.Attachment", "records.TagUse"):
    follows(label, "subject_type", "subject_id")
follows("identity.Share", "model", "record_id")


@action(label=pgettext_lazy("records", "Merge"), says=RECORD_MERGED, when="is_active", icon="git-merge")
def merge(record: Record, *, by: User, other: Record, take: list[str] | tuple[str, ...] = ()) -> Merge:
    """Put the other record into this one; `take` names the fields whose values come from the other. Raises Refused, PermissionDenied."""
    _refuse_wrong_pair(record, other, by)
    lock(other)
    done = Merge(model=record._meta.label, survivor_id=record.pk, loser_id=other.pk, survivor_text=str(record)[:200], loser_text=str(other)[:200])
    done.merged_by, done.was_archived_at = by, other.archived_at
    before = _whole(record)
    _take(record, other, take)
    done.before, done.taken = ({name: pair[at] for name, pair in difference(before, _whole(record)).items()} for at in (0, 1))
    moved = repoint(other, record)
    done.moved, done.moved_count = [each._asdict() for each in moved], sum(len(each.ids) for each in moved)
    other.archived_at = other.archived_at or clock.now()
    other.save(update_fields=["archived_at"])
    done.save()
    ring([state(RECORD_ABSORBED, other, by=by, inputs={"into": record})])
    _tell_of_moved(moved, other, record, by)
    return done


def _refuse_wrong_pair(record: Record, other: Record, by: User) -> None:
    if type(record) is not type(other) or record.pk == other.pk:
        raise Refused(_("Choose another record of the same kind."), field="other")
    if not access.may(by, "merge", other):
        raise PermissionDenied(_("You are not allowed to merge this record: %(record)s") % {"record": other})
    if survivor_of(type(other), other.pk):
        raise Refused(_("%(record)s was merged already.") % {"record": other}, field="other")


def may_be_taken(model: type[models.Model]) -> list[models.Field]:
    """The fields between whose values one may choose: people enter them, and both records may have them."""
    return [field for field in model._meta.concrete_fields if field.editable and not field.unique and not field.primary_key]


def _take(record: Record, other: Record, names: list[str] | tuple[str, ...]) -> None:
    offered = {field.name: field for field in may_be_taken(type(record))}
    for name in names:
        if name not in offered:
            raise Refused(_("There is no field “%(name)s” to choose.") % {"name": name})
        setattr(record, offered[name].attname, getattr(other, offered[name].attname))
    _let_go_of_itself(record, other)
    record.extra = {**other.extra, **{key: value for key, value in record.extra.items() if value not in (None, "")}}
    record.full_clean()
    record.save()


def _whole(record: Record) -> dict[str, Any]:
    """The fields as text that can be read back, long ones uncut."""
    fields = [field for field in record._meta.concrete_fields if field.name not in QUIET]
    return {field.name: None if getattr(record, field.attname) is None else field.value_to_string(record) for field in fields}


def _let_go_of_itself(record: Record, other: Record) -> None:
    """Who stood below the other, or would stand below itself, stands below what stood above the other."""
    for field in type(record)._meta.concrete_fields:
        if field.related_model is type(record) and getattr(record, field.attname) in (other.pk, record.pk):
            above = getattr(other, field.attname)
            setattr(record, field.attname, above if above not in (record.pk, other.pk) else None)


def _tell_of_moved(moved: list[Moved], source: Record, target: Record, by: User) -> None:
    """An event for each record that moved: timelines, search and the ledger of credits follow."""
    told: list[Event] = []
    for each in moved:
        model = apps.get_model(each.model)
        if issubclass(model, Record):
            name = each.field.removesuffix("_id")
            named = [field.name for field in model._meta.fields if field.many_to_one and not field.null]
            rows = model._default_manager.filter(pk__in=each.ids).select_related(*named)
            told += [describe(RECORD_MOVED, row, by=by, changes={name: [source.pk, target.pk]}) for row in rows]
    ring(keep(told))


@action(label=gettext_lazy("Take apart again"), says=MERGE_UNDONE, when="is_standing", icon="arrow-back-up", danger=True)
def undo_merge(merge: Merge, *, by: User) -> None:
    """Whatever moved and still hangs where it was moved to returns; of the fields those that nobody has changed since."""
    model = apps.get_model(merge.model)
    survivor, loser = (model._default_manager.filter(pk=pk).first() for pk in (merge.survivor_id, merge.loser_id))
    if survivor is None or loser is None:
        raise Refused(_("One of the two records is gone."))
    if survivor_of(model, survivor.pk):
        raise Refused(_("%(record)s was itself merged since. Take that apart first.") % {"record": survivor})
    lock(survivor)
    moved = [Moved(**each) for each in merge.moved]
    for each in moved:
        put_back(each, loser, survivor)
    _put_fields_back(survivor, merge)
    loser.archived_at = merge.was_archived_at
    loser.save(update_fields=["archived_at"])
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    ring([state(MERGE_UNDONE, row, by=by) for row in (survivor, loser)])
    _tell_of_moved(moved, survivor, loser, by)


def _put_fields_back(survivor: Record, merge: Merge) -> None:
    now = _whole(survivor)
    for name, value in merge.before.items():
        if now[name] == merge.taken.get(name):
            field = survivor._meta.get_field(name)
            setattr(survivor, field.attname, None if value is None else field.to_python(value))
    try:
        survivor.full_clean()
    except ValidationError as error:
        raise Refused(_("Some of the former values are taken by other records meanwhile.")) from error
    survivor.save()
