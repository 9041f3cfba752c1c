"""What letters do when something happens: the next thing done with a customer answers what it wrote before."""

from kaituo.field.activities.events import ACTIVITY_LOGGED
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CREATED
from kaituo.foundation.records.models import Event

from .answers import settle


@during(ACTIVITY_LOGGED, RECORD_CREATED, subject="activities.Activity")
def answer_what_was_written(events: list[Event]) -> None:
    settle(event.subject_id for event in events)
