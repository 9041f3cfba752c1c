"""Assessments: what is weighed, what needs evidence, and what is shown as missing instead of zero."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.reviews.actions.assessing import ask_others, drop, hand_in, take_back, write
from kaituo.performance.reviews.models import Assessment, Proof, Review, Verdict
from kaituo.performance.reviews.proofs import offered_to

from .conftest import WORDS, assess


def manager_row(review) -> Assessment:
    return review.assessments.get(part="manager")


def judge(review, first: int, **more) -> Assessment:
    row = manager_row(review)
    pk = review.cycle.review_version.criteria.filter(kind="judgement").first().pk
    write(row, {pk: {"step": first, "text": "So", **more}}, by=row.writer)
    return row


def test_figures_and_judgements_are_weighed_and_graded(proposed):
    verdict = Verdict.objects.get(review=proposed)
    assert (verdict.score, str(verdict.grade), verdict.judged_weight) == (Decimal(76), "Good", Decimal(100))
    assert (proposed.state, verdict.summary) == ("proposed", "Solid")


def test_what_cannot_be_judged_is_left_out_and_too_little_gives_no_result(cast, review):
    review.cycle.review_version.criteria.filter(kind="measure").update(least_count=5)
    hand_in(judge(review, 3), by=cast.mei)
    verdict = Verdict.objects.get(review=review)
    assert (verdict.score, verdict.grade, verdict.judged_weight) == (None, None, Decimal(20))
    assert [line["state"] for line in verdict.lines] == ["too_few", "scored", "not_judged"]


def test_no_sales_at_all_is_no_record_not_a_silent_zero(cast, review):
    review.cycle.review_version.criteria.filter(kind="measure").update(least_count=1)
    Entry.objects.filter(person=cast.alice).delete()
    assess(review, cast.mei, 3, 4)
    assert Verdict.objects.get(review=review).lines[0]["state"] == "too_few"


@pytest.mark.parametrize("step", [1, 5])
def test_a_steep_judgement_without_evidence_is_refused(cast, review, step):
    row = judge(review, step)
    with pytest.raises(Refused, match="Customers trust her"):
        hand_in(row, by=cast.mei)


def test_a_linked_record_is_evidence(cast, review):
    account = apps.get_model("customers.Account").objects.create(name="Acme", owner=cast.alice)
    hand_in(judge(review, 5, proofs=[f"http://testserver/accounts/{account.pk}/"]), by=cast.mei)
    assert Proof.objects.get().subject_id == account.pk


def test_records_behind_the_figures_are_offered_and_ticked(cast, review):
    account = apps.get_model("customers.Account").objects.create(name="Acme", owner=cast.alice)
    Entry.objects.filter(person=cast.alice).update(source_id=account.pk)
    offered = offered_to(review, cast.mei)
    assert offered == [(f"customers.Account:{account.pk}", "Account Acme")]
    assert offered_to(review, cast.charlie) == []
    hand_in(judge(review, 5, records=[key for key, _text in offered]), by=cast.mei)
    assert Proof.objects.get().subject_type == "customers.Account"


def test_a_tick_that_was_never_offered_is_no_evidence(cast, review):
    foreign = apps.get_model("customers.Account").objects.create(name="Foreign", owner=cast.charlie)
    row = judge(review, 5, records=[f"customers.Account:{foreign.pk}", "nothing:1", "customers.Account:x"])
    with pytest.raises(Refused, match="names its evidence"):
        hand_in(row, by=cast.mei)


def test_an_address_that_leads_nowhere_is_refused_by_name(cast, review):
    with pytest.raises(Refused, match="accounts/999/"):
        judge(review, 5, proofs=["/accounts/999/"])


def test_nothing_judged_is_not_handed_in(cast, review):
    with pytest.raises(Refused, match="Nothing is judged"):
        hand_in(manager_row(review), by=cast.mei)


def test_only_the_writer_writes(cast, review):
    row = manager_row(review)
    with pytest.raises(PermissionDenied):
        write(row, {}, by=cast.ada)


def test_the_manager_takes_back_until_the_calibration(cast, proposed):
    take_back(manager_row(proposed), by=cast.mei)
    proposed.refresh_from_db()
    assert (proposed.state, Verdict.objects.count()) == ("assessing", 0)


def test_neither_the_person_nor_the_reviewer_is_a_peer(cast, review):
    with pytest.raises(Refused, match="writes in this review anyway"):
        ask_others(review, by=cast.mei, peers=[cast.alice])


def test_a_peer_is_asked_once_and_dropped_with_a_reason(cast, review):
    ask_others(review, by=cast.mei, peers=[cast.bob])
    ask_others(review, by=cast.mei, peers=[cast.bob], colleagues=[cast.fang])
    assert {(each.part, each.writer.name) for each in Assessment.objects.filter(review=review, part__in=["peer", "colleague"])} == {
        ("peer", "Bob"),
        ("colleague", "方"),
    }
    drop(Assessment.objects.get(review=review, writer=cast.bob), by=cast.mei, reason="On leave")
    assert Assessment.objects.get(review=review, writer=cast.bob).state == "dropped"


def test_no_log_keeps_what_was_said_or_who_was_asked(cast, review):
    ask_others(review, by=cast.mei, peers=[cast.bob])
    assess(review, cast.bob, 2, 3, summary="Quiet words")
    told = "".join(f"{event.changes} {event.inputs}" for event in Event.objects.all())
    assert WORDS not in told
    assert "Quiet words" not in told
    assert not Event.objects.filter(subject_type=Review._meta.label, inputs__has_key="peers").exists()
