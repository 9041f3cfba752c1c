"""Who hears of a review: whoever is to write, the person once it is shared, the second reader, and the reviewer of the answer."""

from collections.abc import Iterable

from kaituo.foundation.identity.access import people_over_all
from kaituo.foundation.notices.actions import tell, tell_many
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.models import Event

from .events import APPEAL_DECIDED, OTHERS_ASKED, READER_NAMED, REVIEW_ACKNOWLEDGED, REVIEW_APPEALED, REVIEW_BEGUN, REVIEW_SHARED, REVIEWER_REPLACED
from .models import Appeal, Assessment, Review
from .notices import ANSWERED, APPEALED, ASKED, DECIDED, SHARED, UNREAD

belonging("reviews.Assessment", lambda person: Assessment.objects.asked().filter(writer=person), is_passed_on=False)
"""Whoever leaves no longer writes: her leader replaces her, with a reason."""

belonging("reviews.Appeal", lambda person: Appeal.objects.open().filter(reader=person), is_passed_on=False)
"""Another second reader is named: whoever takes over customers need not be above the reviewer."""


@during(REVIEW_BEGUN, OTHERS_ASKED, REVIEWER_REPLACED, subject="reviews.Review")
def tell_the_writers(events: list[Event]) -> None:
    """Whoever was told already is not told twice."""
    rows = Assessment.objects.asked().filter(review__in=[event.subject_id for event in events], reminded_on__isnull=True)
    listed = list(rows.select_related("writer", "review__person", "review__cycle"))
    tell_many([(row.writer, ASKED, row, {"day": row.due_on}) for row in listed], by=events[0].actor)
    for row in listed:
        row.reminded_on = clock.today()
    Assessment.objects.bulk_update(listed, ["reminded_on"])


@during(REVIEW_SHARED, subject="reviews.Review")
def tell_the_person(events: list[Event]) -> None:
    rows = _reviews(events)
    tell_many([(row.person, SHARED, row, {"day": row.answer_by}) for row in rows], by=events[0].actor)


@during(REVIEW_ACKNOWLEDGED, subject="reviews.Review")
def tell_the_reviewer(events: list[Event]) -> None:
    for row in _reviews(events):
        tell([row.reviewer], ANSWERED, row, by=row.person)


@during(REVIEW_APPEALED, subject="reviews.Review")
def tell_the_second_reader(events: list[Event]) -> None:
    _tell_readers(Appeal.objects.open().filter(review__in=[event.subject_id for event in events]))


@during(READER_NAMED, subject="reviews.Appeal")
def tell_the_named_reader(events: list[Event]) -> None:
    _tell_readers(Appeal.objects.open().filter(pk__in=[event.subject_id for event in events]))


@during(APPEAL_DECIDED, subject="reviews.Appeal")
def tell_of_the_decision(events: list[Event]) -> None:
    actors = {event.subject_id: event.actor for event in events}
    for row in Appeal.objects.filter(pk__in=actors).select_related("review__person", "review__reviewer", "review__cycle"):
        tell([row.review.person, row.review.reviewer], DECIDED, row.review, by=actors[row.pk])


def _tell_readers(appeals: Iterable[Appeal]) -> None:
    for row in appeals.select_related("reader", "review__person", "review__cycle"):
        if row.reader:
            tell([row.reader], APPEALED, row, by=row.review.person, day=row.due_on)
        else:
            tell(people_over_all(Appeal, "name_reader"), UNREAD, row, by=row.review.person, day=row.due_on)


def _reviews(events: list[Event]) -> list[Review]:
    return list(Review.objects.filter(pk__in=[event.subject_id for event in events]).select_related("person", "reviewer", "cycle"))
