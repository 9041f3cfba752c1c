"""Whoever started an import hears when it is through."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.actions import tell_myself
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.models import Event

from .events import BATCH_IMPORTED
from .models import Batch

IMPORTED = kind(
    "exchange.imported", _("Your imports are through"), _("The import %(subject)s is through: %(created)s new, %(changed)s changed"), "file-import"
)


@during(BATCH_IMPORTED)
def tell_the_importer(events: list[Event]) -> None:
    for event in events:
        counts = {name: event.inputs.get(name, 0) for name in ("created", "changed")}
        tell_myself(IMPORTED, Batch.objects.get(pk=event.subject_id), by=event.actor, **counts)
