"""Every event about a record that a measure follows posts that record's entries, in the same transaction."""

from collections import defaultdict

from kaituo.foundation.records.bells import during
from kaituo.foundation.records.models import Event

from .ledger import postpone_or_post


@during()
def post_what_happened(events: list[Event]) -> None:
    subjects: dict[str, list[int]] = defaultdict(list)
    for event in events:
        subjects[event.subject_type].append(event.subject_id)
    postpone_or_post(subjects)
