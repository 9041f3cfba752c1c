"""Whatever happens to a record that can be found is in the index when the verb returns: people look at once for what they have just entered.

Done within the transaction: one read and one write for the whole list cost less than a job row and its run, and an import pays once per batch.
"""

from collections import defaultdict

from django.db.models import Model

from kaituo.foundation.records.bells import during
from kaituo.foundation.records.models import Event

from .actions import postpone_or_index
from .shelf import SHELF


@during()
def index_what_happened(events: list[Event]) -> None:
    touched: dict[str, set[int]] = defaultdict(set)
    written: dict[str, list[Model]] = defaultdict(list)
    for event in events:
        if event.subject_type in SHELF and event.row is not None:
            written[event.subject_type].append(event.row)
        elif event.subject_type in SHELF:
            touched[event.subject_type].add(event.subject_id)
    for label, ids in touched.items():
        postpone_or_index(label, ids)
    for label, rows in written.items():
        postpone_or_index(label, [row.pk for row in rows], rows)
