"""From the calibration to the end: who may move a grade, and how an appeal goes."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from kaituo.foundation.identity.models import Grant, Membership, Role, User
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.reviews.actions.answering import acknowledge, appeal, calibrate, call_off, decide, name_reader, share
from kaituo.performance.reviews.models import Appeal, Calibration, Grade, Review, Verdict


@pytest.fixture
def verdict(proposed) -> Verdict:
    return Verdict.objects.get(review=proposed)


@pytest.fixture
def shared(cast, verdict) -> Review:
    calibrate(verdict, by=cast.ada, grade=verdict.grade)
    review = Review.objects.get(pk=verdict.review_id)
    share(review, by=cast.mei)
    return review


def grade(name: str) -> Grade:
    return Grade.objects.get(name=name)


def test_a_grade_moves_with_a_reason_and_both_are_kept(cast, verdict):
    with pytest.raises(Refused, match="say why"):
        calibrate(verdict, by=cast.ada, grade=grade("Strong"))
    calibrate(verdict, by=cast.ada, grade=grade("Strong"), reason="Others with as much are strong")
    move = Calibration.objects.get()
    assert (str(move.before), str(move.after), move.judged_by) == ("Good", "Strong", cast.ada)
    assert str(Verdict.objects.get().proposed_grade) == "Good"


def test_nobody_calibrates_what_she_proposed_or_herself(cast, verdict):
    for person in (cast.mei, cast.alice, cast.bob):
        with pytest.raises(PermissionDenied):
            calibrate(verdict, by=person, grade=verdict.grade)


def test_nothing_is_shared_before_the_calibration(cast, proposed):
    with pytest.raises(Refused):
        share(proposed, by=cast.mei)


def test_the_person_acknowledges_with_a_note(cast, shared):
    acknowledge(shared, by=cast.alice, note="I see it so, too")
    shared.refresh_from_db()
    assert (shared.state, shared.answer) == ("acknowledged", "I see it so, too")


def test_nobody_acknowledges_for_her(cast, shared):
    with pytest.raises(PermissionDenied):
        acknowledge(shared, by=cast.mei)


def test_an_appeal_goes_to_whoever_leads_the_reviewer(cast, shared):
    found = appeal(shared, by=cast.alice, objection="One order is missing")
    assert (found.reader, found.due_on) == (cast.ada, date(2026, 7, 9))


def test_an_appeal_after_its_day_is_refused(cast, shared):
    with time_machine.travel("2026-07-20 09:00:00+08:00", tick=False), pytest.raises(Refused, match="possible until"):
        appeal(shared, by=cast.alice, objection="Late")


def test_the_second_reader_changes_the_result_with_a_reason(cast, shared):
    found = appeal(shared, by=cast.alice, objection="One order is missing")
    with pytest.raises(Refused, match="new grade"):
        decide(found, by=cast.ada, outcome="changed", answer="Right")
    decide(found, by=cast.ada, outcome="changed", answer="The order counts", grade=grade("Strong"))
    found.refresh_from_db()
    shared.refresh_from_db()
    assert (str(found.before), str(found.after), shared.state) == ("Good", "Strong", "decided")
    acknowledge(shared, by=cast.alice)


def test_neither_side_reads_the_appeal(cast, shared):
    found = appeal(shared, by=cast.alice, objection="One order is missing")
    for person in (cast.mei, cast.alice):
        with pytest.raises(PermissionDenied):
            decide(found, by=person, outcome="upheld", answer="No")
    with pytest.raises(Refused, match="neither the person"):
        name_reader(found, by=cast.ada, reader=cast.mei)


def test_a_review_is_called_off_with_a_reason_and_frees_the_period(cast, review):
    call_off(review, by=cast.ada, reason="On parental leave")
    assert not Review.objects.standing().filter(pk=review.pk).exists()
    assert Appeal.objects.count() == 0


def test_an_appeal_that_nobody_could_read_asks_for_a_reader(cast, shared):
    Membership.objects.filter(user=cast.ada, is_lead=True).delete()
    Grant.objects.create(role=Role.objects.get(key="administrator"), model="reviews.Appeal", verb="name_reader", scope="all")
    appeal(shared, by=cast.alice, objection="One order is missing")
    assert Appeal.objects.get().lacks_reader
    assert Notice.objects.filter(kind="reviews.unread").exists()


def test_a_second_reader_who_left_is_replaced(cast, shared):
    found = appeal(shared, by=cast.alice, objection="One order is missing")
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)
    assert list(Appeal.objects.unread()) == [found]
