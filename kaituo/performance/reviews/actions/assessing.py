"""Writing: what a person says of herself, others of her, and her manager; who is asked, and who no longer is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.access import demand
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.remarks import keep_file
from kaituo.foundation.records.verbs import action, lock, refuse_stale

from .. import events
from ..choices import AssessmentState, Part, ReviewState
from ..forms import OthersForm, ReasonForm, ReviewerForm
from ..models import Answer, Assessment, Proof, Review
from ..proofs import records_at, records_behind
from ..settling import settle, unproven, unsettle


@action(label=gettext_lazy("Choose who is asked"), says=events.OTHERS_ASKED, form=OthersForm, when="is_assessed", icon="users")
def ask_others(review: Review, *, by: User, peers: Iterable[User] = (), colleagues: Iterable[User] = ()) -> None:
    """Peers and customer-facing colleagues. The person never learns who; she sees what they said once there are enough of them."""
    chosen = {person: Part.PEER for person in peers} | {person: Part.COLLEAGUE for person in colleagues}
    if not chosen:
        raise Refused(_("Choose at least one person."), field="peers")
    wrong = [person for person in chosen if person.pk in (review.person_id, review.reviewer_id)]
    if wrong:
        raise Refused(_("%(person)s writes in this review anyway. Choose others.") % {"person": wrong[0]}, field="peers")
    asked = set(review.assessments.exclude(state=AssessmentState.DROPPED).values_list("writer_id", flat=True))
    due_on = review.cycle.others_by
    rows = [Assessment(review=review, part=part, writer=person, due_on=due_on, created_by=by, version=1) for person, part in chosen.items()]
    Assessment.objects.bulk_create([row for row in rows if row.writer_id not in asked])


@action(label=gettext_lazy("Replace the reviewer"), says=events.REVIEWER_REPLACED, form=ReviewerForm, when="is_before_sharing", icon="user-share")
def replace_reviewer(review: Review, *, by: User, reviewer: User, reason: str) -> None:
    """Whoever left or stood too near hands the review over. What was written so far stays with its writer; the new one writes her own."""
    if reviewer.pk in (review.person_id, review.reviewer_id) or not reviewer.is_active:
        raise Refused(_("Choose somebody else who is here: not the reviewed person, nor the present reviewer."), field="reviewer")
    old = review.assessments.filter(part=Part.MANAGER).exclude(state=AssessmentState.DROPPED)
    old.update(state=AssessmentState.DROPPED, dropped_because=reason)
    review.assessments.filter(writer=reviewer).exclude(state=AssessmentState.DROPPED).update(state=AssessmentState.DROPPED, dropped_because=reason)
    Assessment.objects.create(review=review, part=Part.MANAGER, writer=reviewer, due_on=max(review.cycle.manager_by, clock.today()), created_by=by)
    unsettle(review)
    review.reviewer, review.state = reviewer, ReviewState.ASSESSING
    review.save(update_fields=["reviewer", "state"])


@action(label=gettext_lazy("No longer ask"), says=events.ASSESSMENT_DROPPED, form=ReasonForm, when="may_be_dropped", icon="user-minus", danger=True)
def drop(assessment: Assessment, *, by: User, reason: str) -> None:
    """Of a peer who left, or should not have been asked."""
    assessment.state, assessment.dropped_because = AssessmentState.DROPPED, reason
    assessment.save(update_fields=["state", "dropped_because"])


@transaction.atomic
def write(
    assessment: Assessment, answers: Mapping[int, Mapping[str, Any]], *, by: User, summary: str = "", training: str = "", version: int | None = None
) -> None:
    """Keep what is written so far; nobody else reads it before it is handed in. Raises Stale, Refused, PermissionDenied."""
    lock(assessment)
    refuse_stale(assessment, version)
    demand(by, "change", assessment)
    if not assessment.is_open:
        raise Refused(_("This can no longer be written: it was handed in, or the review went on without it."))
    for criterion, said in answers.items():
        _answer(assessment, criterion, said, by)
    assessment.summary, assessment.training = summary, training
    assessment.save(update_fields=["summary", "training"])
    ring([state(events.ASSESSMENT_WRITTEN, assessment, by=by)])


def _answer(assessment: Assessment, criterion: int, said: Mapping[str, Any], by: User) -> None:
    row = assessment.answers.filter(criterion=criterion).first() or Answer(assessment=assessment, criterion_id=criterion, created_by=by)
    row.step, row.text = said.get("step"), said.get("text", "")
    row.full_clean()
    row.save()
    for record in [*records_behind(said.get("records", ()), by), *records_at(said.get("proofs", ()), by)]:
        Proof.objects.get_or_create(answer=row, subject_type=record._meta.label, subject_id=record.pk)
    if said.get("file"):
        keep_file(row, by=by, file=said["file"])


@action(label=gettext_lazy("Hand in"), says=events.ASSESSMENT_HANDED_IN, when="is_open", icon="send")
def hand_in(assessment: Assessment, *, by: User) -> None:
    """The manager's settles what the review comes to; figures are kept as they stand at this moment."""
    answers = list(assessment.answers.select_related("criterion"))
    judged = [each for each in answers if each.step is not None]
    if not judged and assessment.review.cycle.review_version.criteria.filter(kind="judgement").exists():
        raise Refused(_("Nothing is judged yet. Choose a step of at least one scale."))
    if assessment.part == Part.MANAGER:
        if lacking := unproven(assessment):
            named = "、".join(f"“{each.criterion}”" for each in lacking)
            raise Refused(
                _("So high or so low a judgement names its evidence: link a record or attach a file to %(criteria)s.") % {"criteria": named}
            )
        settle(assessment)
    assessment.state, assessment.handed_in_at = AssessmentState.HANDED_IN, clock.now()
    assessment.save(update_fields=["state", "handed_in_at"])


@action(label=gettext_lazy("Take back"), says=events.ASSESSMENT_TAKEN_BACK, allow="hand_in", when="may_be_taken_back", icon="arrow-back-up")
def take_back(assessment: Assessment, *, by: User) -> None:
    """To correct it, as long as nobody went on with it."""
    if assessment.part == Part.MANAGER:
        unsettle(assessment.review)
    assessment.state, assessment.handed_in_at = AssessmentState.ASKED, None
    assessment.save(update_fields=["state", "handed_in_at"])
