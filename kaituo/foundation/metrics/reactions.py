"""Every event about a record that a measure follows posts that record's entries, in the same transaction."""

from collections import defaultdict

from kaituo.foundation.records.bells import during
from kaituo.foundation.records.models import Event

from .ledger import Frame, post, sources_of
from .measure import MEASURES


@during()
def post_what_happened(events: list[Event]) -> None:
    subjects: dict[str, list[int]] = defaultdict(list)
    for event in events:
        subjects[event.subject_type].append(event.subject_id)
    frame = Frame()
    for measure in MEASURES.values():
        touched = [sources_of(measure, kind, ids) for kind, ids in subjects.items() if kind in measure.follows]
        if any(touched):
            post(measure, sorted(set().union(*touched)), frame)
