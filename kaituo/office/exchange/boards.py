"""Boards from Trello and Asana: the file is kept, checked as often as one looks, brought in as a whole, and can be taken back like any import."""

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.writing import insert_values
from kaituo.team.tasks.bringing import asana, trello
from kaituo.team.tasks.bringing.plan import BoardPlan
from kaituo.team.tasks.bringing.writing import write
from kaituo.team.tasks.models import Board

from . import events, uploads
from .choices import BatchState, Deed
from .models import Batch, BatchRow

SLUG = "boards"


def read(content: bytes, name: str) -> BoardPlan:
    """Which of the two it is says its end. Raises Unreadable."""
    if name.lower().endswith(".csv"):
        return asana.read(content)
    return trello.read(content)


def take_in(file: UploadedFile, *, by: User) -> Batch:
    """Raises Unreadable, Refused; nothing is kept then."""
    if file.size > uploads.LARGEST:
        raise Refused(_("The file is larger than 20 MB."))
    content = file.read()
    plan = read(content, file.name)
    return uploads.keep(Batch(name=file.name[:200], slug=SLUG, state=BatchState.UPLOADED, row_count=len(plan.tasks)), file, by)


def plan_of(batch: Batch) -> BoardPlan:
    with batch.file.open("rb") as file:
        return read(file.read(), batch.name)


@transaction.atomic
def bring_in(batch: Batch, *, by: User) -> Board:
    """All of it or nothing. Raises Refused while the file has errors, or when another process was faster."""
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    plan = plan_of(held)
    if held.state != BatchState.UPLOADED or plan.complaints:
        raise Refused(_("Nothing was brought in: mend what is listed first."))
    made: list[models.Model] = []
    board = write(plan, by=by, note=made.extend)
    insert_values(
        BatchRow, ("batch", "model", "record_id", "deed", "before"), [(held.pk, row._meta.label, row.pk, str(Deed.CREATED), {}) for row in made]
    )
    held.state, held.ended_at, held.created_count = BatchState.DONE, timezone.now(), len(made)
    held.save()
    ring([state(events.BATCH_IMPORTED, held, by=by, inputs={"created": len(made), "changed": 0})])
    return board
