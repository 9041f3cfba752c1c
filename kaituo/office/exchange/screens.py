"""The imports one has made, with what each did; and the centre in the menu."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Page, Part, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.screens.sources import sources
from kaituo.foundation.ui.navigation import MenuItem, register

from . import progress
from .actions import take_back, undo
from .choices import BATCH_TONES
from .models import Batch, Mapping

SHOWN = 100


def _may_exchange(user: User) -> bool:
    return may(user, "create", Batch)


register(MenuItem("office", _("Import and export"), "exchange:centre", "arrows-exchange", 60, _may_exchange))


class MappingScreen(Screen):
    model = Mapping
    slug = "column-mappings"
    icon = "columns"
    is_plain = True
    table = Columns("name", "slug", "mode", "key", "created_by", "updated_at")
    finds = ("name",)
    page = Page(Facts("name", "slug", "mode", "key"), beside=(Timeline(),))
    buttons = (archive,)
    teaches = _("Mappings that you save while you check a file stand here.")


class Running(Part):
    """How far it is, that it was interrupted, or that it waits to be checked."""

    template = "exchange/parts/running.html"

    def context(self, row: Batch, user: User) -> dict | None:
        return {"standing": progress.standing(row)} if row.is_open or row.is_busy else None


class Faults(Part):
    template = "exchange/parts/faults.html"
    title = _("Errors")

    def context(self, row: Batch, user: User) -> dict | None:
        return {"faults": row.faults[:SHOWN], "count": len(row.faults)} if row.faults else None


class Rows(Part):
    """The records it created or changed, as far as the person may see them."""

    template = "exchange/parts/rows.html"
    title = _("Records")

    def context(self, row: Batch, user: User) -> dict | None:
        notes = list(row.rows.order_by("pk")[: SHOWN + 1])
        found = sources({(note.model, note.record_id) for note in notes[:SHOWN]}, user)
        lines = [(note, found.get((note.model, note.record_id))) for note in notes[:SHOWN]]
        return {"lines": lines, "has_more": len(notes) > SHOWN} if lines else None


class BatchScreen(Screen):
    model = Batch
    slug = "imports"
    table = Columns("name", Badge("state", tones=BATCH_TONES), "created_count", "changed_count", "same_count", "created_by", "created_at")
    filters: tuple[str, ...] = ("state", "created_at")
    finds = ("name",)
    page = Page(
        Running(),
        Facts(
            "name",
            Badge("state", tones=BATCH_TONES),
            "row_count",
            "created_count",
            "changed_count",
            "same_count",
            "left_out_count",
            "mode",
            "created_by",
            "ended_at",
        ),
        Faults(),
        Rows(),
        beside=(Timeline(),),
    )
    buttons = (undo, take_back)
    teaches = _("Every import stands here with what it did, and can be taken back.")
