"""What people add to a record of any kind: tags, files; and the look at a masked field. Each is a verb with its permission and its event."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import User

from .bells import ring
from .facts import FIELD_REVEALED, FILE_ATTACHED, FILE_REMOVED, TAGGED, UNTAGGED, Fact
from .files import checked
from .log import state
from .models import Attachment, Comment, Tag, TagUse
from .refusals import Refused


@transaction.atomic
def attach(row: models.Model, *, by: User, file: UploadedFile) -> Attachment:
    """Keep a file with the row. Raises ValidationError for one that is too large or of a kind not allowed."""
    demand(by, access.CHANGE, row)
    return keep_file(row, by=by, file=file)


def keep_file(row: models.Model, *, by: User, file: UploadedFile, comment: Comment | None = None) -> Attachment:
    """For a verb that has asked already whether the person may; said with a comment it stands there. Raises ValidationError like `attach`."""
    found = checked(file)
    kept = Attachment(subject_type=row._meta.label, subject_id=row.pk, added_by=by, comment=comment, **found.described)
    kept.file.save(found.stored_name, found.content, save=True)
    if comment is None:
        _state(FILE_ATTACHED, row, by, name=kept.name)
    return kept


@transaction.atomic
def detach(kept: Attachment, row: models.Model, *, by: User) -> None:
    """Take a file off the row; its bytes go when the transaction is through."""
    demand(by, access.CHANGE, row)
    file, name = kept.file, kept.name
    kept.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name))
    _state(FILE_REMOVED, row, by, name=name)


@transaction.atomic
def tag(row: models.Model, *, by: User, name: str) -> Tag:
    """Put a tag on the row; one that nobody used before is made."""
    demand(by, access.CHANGE, row)
    name = name.strip()
    found = Tag.objects.filter(name__iexact=name).first() or Tag(name=name, created_by=by)
    if found.is_archived:
        raise Refused(_("The tag “%(name)s” is archived: choose another one.") % {"name": found.name})
    if found.pk is None:
        found.full_clean()
        found.save()
    _use, is_new = TagUse.objects.get_or_create(tag=found, subject_type=row._meta.label, subject_id=row.pk)
    if is_new:
        _state(TAGGED, row, by, name=found.name)
    return found


@transaction.atomic
def untag(row: models.Model, *, by: User, name: str) -> None:
    demand(by, access.CHANGE, row)
    gone, _kinds = TagUse.objects.filter(tag__name=name, subject_type=row._meta.label, subject_id=row.pk).delete()
    if gone:
        _state(UNTAGGED, row, by, name=name)


@transaction.atomic
def reveal(row: models.Model, field: str, *, by: User) -> Any:
    """The full value of a masked field, for one look that is written down."""
    demand(by, "reveal", row)
    _state(FIELD_REVEALED, row, by, field=capfirst(str(row._meta.get_field(field).verbose_name)))
    return getattr(row, field)


def demand(by: User, verb: str, row: models.Model) -> None:
    if not access.may(by, verb, row):
        raise PermissionDenied(_("You may see this record, but not do that to it."))


def _state(fact: Fact, row: models.Model, by: User, **inputs: Any) -> None:
    ring([state(fact, row, by=by, inputs=inputs)])
