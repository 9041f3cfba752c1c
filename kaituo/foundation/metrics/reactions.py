"""Every event about a record that a measure follows posts that record's entries, in the same transaction."""

from collections import defaultdict

from kaituo.foundation.records.bells import during
from kaituo.foundation.records.models import Event

from .ledger import postpone_or_post, sources_of
from .measure import MEASURES, Measure


@during()
def post_what_happened(events: list[Event]) -> None:
    subjects: dict[str, list[int]] = defaultdict(list)
    for event in events:
        subjects[event.subject_type].append(event.subject_id)
    touched = {measure.name: _touched(measure, subjects) for measure in MEASURES.values()}
    postpone_or_post({name: ids for name, ids in touched.items() if ids})


def _touched(measure: Measure, subjects: dict[str, list[int]]) -> set[int]:
    return set().union(*(sources_of(measure, kind, ids) for kind, ids in subjects.items() if kind in measure.follows))
