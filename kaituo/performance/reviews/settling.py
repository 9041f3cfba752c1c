"""What a review comes to when the manager hands in: figures and judgements weighed by the published criteria, kept line by line."""

from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Attachment

from .choices import ReviewState
from .models import Answer, Assessment, Review, Verdict
from .results import Figures, plain_lines


def settle(assessment: Assessment) -> Verdict:
    """By the manager's assessment alone: what others say informs her, it is not averaged in."""
    review = assessment.review
    version = review.cycle.review_version
    figures = Figures(version, review.period, [review.person_id], today=clock.today())
    answers = {each.criterion_id: each for each in assessment.answers.all()}
    card = figures.card(review.person_id, answers)
    verdict = Verdict.objects.filter(review=review).first() or Verdict(review=review, created_by=assessment.writer)
    verdict.score, verdict.judged_weight = card.total, card.judged_weight
    verdict.proposed_grade = verdict.grade = version.grade_of(card.total)
    verdict.summary, verdict.training = assessment.summary, assessment.training
    verdict.lines = plain_lines(card, figures.criteria)
    verdict.save()
    review.state = ReviewState.PROPOSED
    review.save(update_fields=["state"])
    return verdict


def unsettle(review: Review) -> None:
    Verdict.objects.filter(review=review).delete()
    if review.state != ReviewState.ASSESSING:
        review.state = ReviewState.ASSESSING
        review.save(update_fields=["state"])


def unproven(assessment: Assessment) -> list[Answer]:
    """The judgements so high or so low that they need evidence, and have none."""
    version = assessment.review.cycle.review_version
    steep = [each for each in assessment.answers.select_related("criterion") if version.needs_proof(each.points)]
    with_file = set(
        Attachment.objects.filter(subject_type=Answer._meta.label, subject_id__in=[each.pk for each in steep]).values_list("subject_id", flat=True)
    )
    return [each for each in steep if each.pk not in with_file and not each.proofs.exists()]
