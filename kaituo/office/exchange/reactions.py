"""Whoever started an import hears when it is through."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.actions import tell_myself
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.models import Event

from .events import BATCH_HALTED, BATCH_IMPORTED, BATCH_TAKEN_BACK
from .jobs import take_back_later
from .models import Batch

IMPORTED = kind(
    "exchange.imported", _("Your imports are through"), _("The import %(subject)s is through: %(created)s new, %(changed)s changed"), "file-import"
)


HALTED = kind("exchange.halted", _("Your imports that stopped"), _("The import %(subject)s stopped at row %(row)s: %(reason)s"), "alert-triangle")


@during(BATCH_HALTED)
def tell_that_it_stopped(events: list[Event]) -> None:
    for event in events:
        tell_myself(HALTED, Batch.objects.get(pk=event.subject_id), by=event.actor, row=event.inputs["row"], reason=event.inputs["reason"])


@during(BATCH_TAKEN_BACK)
def begin_to_take_back(events: list[Event]) -> None:
    for event in events:
        take_back_later.enqueue(event.subject_id, event.actor_id)


@during(BATCH_IMPORTED)
def tell_the_importer(events: list[Event]) -> None:
    for event in events:
        counts = {name: event.inputs.get(name, 0) for name in ("created", "changed")}
        tell_myself(IMPORTED, Batch.objects.get(pk=event.subject_id), by=event.actor, **counts)
