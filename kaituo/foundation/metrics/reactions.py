"""Every event about a record that a measure follows posts that record's entries, in the same transaction."""

from collections import defaultdict

from kaituo.foundation.records.bells import after, during
from kaituo.foundation.records.models import Event

from .ledger import postpone_or_post, rebuild
from .measure import MEASURES
from .models import OwnCondition, OwnMeasure
from .own import in_step

OWN_MEASURE, OWN_CONDITION = OwnMeasure._meta.label, OwnCondition._meta.label


@during()
def post_what_happened(events: list[Event]) -> None:
    subjects: dict[str, list[int]] = defaultdict(list)
    for event in events:
        subjects[event.subject_type].append(event.subject_id)
    postpone_or_post(subjects)


@during(subject=OWN_MEASURE)
def renew_the_shelf(events: list[Event]) -> None:
    in_step(anew=True)


@during(subject=OWN_CONDITION)
def renew_what_is_narrowed(events: list[Event]) -> None:
    in_step(anew=True)


@after(subject=OWN_MEASURE)
def count_own_measures(events: list[Event]) -> None:
    """What an administrator's narrowed measure counts, from its first record on."""
    in_step()
    for row in OwnMeasure.objects.active().filter(pk__in={event.subject_id for event in events}):
        if row.name in MEASURES and MEASURES[row.name].formula is None:
            rebuild(MEASURES[row.name])
