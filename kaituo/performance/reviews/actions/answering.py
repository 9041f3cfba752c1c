"""From the result to its end: calibrate, share, acknowledge, appeal, decide, call off."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.foundation.ui import formats

from .. import events
from ..choices import AppealOutcome, ReviewState
from ..forms import AcknowledgeForm, AppealForm, CalibrateForm, DecideForm, ReaderForm, ReasonForm
from ..models import Appeal, Calibration, Grade, Review, Verdict
from .cycles import show


@action(label=gettext_lazy("Calibrate"), says=events.VERDICT_CALIBRATED, form=CalibrateForm, when="is_open", icon="scale")
def calibrate(verdict: Verdict, *, by: User, grade: Grade, reason: str = "") -> None:
    """Confirm the grade, or move it and say why. The one before is kept; no share of grades is ever forced."""
    _refuse_foreign(verdict.review, grade)
    if grade != verdict.grade and not reason.strip():
        raise Refused(_("The grade changes: say why."), field="reason")
    Calibration.objects.create(verdict=verdict, before=verdict.grade, after=grade, reason=reason, judged_by=by, created_by=by)
    verdict.grade = grade
    verdict.save(update_fields=["grade"])
    review = verdict.review
    if review.state == ReviewState.PROPOSED:
        review.state = ReviewState.CALIBRATED
        review.save(update_fields=["state"])


@action(label=gettext_lazy("Share with the person"), says=events.REVIEW_SHARED, when="is_ready", icon="send")
def share(review: Review, *, by: User) -> None:
    """Show the person everything that is hers to see."""
    show([review])


@action(label=pgettext_lazy("review", "Acknowledge"), says=events.REVIEW_ACKNOWLEDGED, form=AcknowledgeForm, when="is_answerable", icon="check")
def acknowledge(review: Review, *, by: User, note: str = "") -> None:
    """The person has read it. It is no consent; her note stays beside the result."""
    _refuse_others(review, by)
    review.state, review.answer, review.answered_at = ReviewState.ACKNOWLEDGED, note, clock.now()
    review.save(update_fields=["state", "answer", "answered_at"])


@action(label=pgettext_lazy("review", "Appeal"), says=events.REVIEW_APPEALED, form=AppealForm, when="is_appealable", icon="alert-triangle")
def appeal(review: Review, *, by: User, objection: str) -> Appeal:
    """The person objects; whoever leads her reviewer reads it. Where nobody does, a leader names the second reader."""
    _refuse_others(review, by)
    today = clock.today()
    if review.is_answer_late(today):
        raise Refused(_("Appeals were possible until %(day)s. Speak with whoever leads your reviewer.") % {"day": formats.day(review.answer_by)})
    above = [each for each in leaders_of([review.reviewer], today).get(review.reviewer_id, []) if each.pk != review.person_id]
    due_on = work_calendar().add_workdays(today, review.cycle.appeal_days)
    grade = Verdict.objects.get(review=review).grade
    found = Appeal.objects.create(review=review, reason=objection, reader=above[0] if above else None, due_on=due_on, before=grade, created_by=by)
    review.state = ReviewState.APPEALED
    review.save(update_fields=["state"])
    return found


@action(label=gettext_lazy("Name the second reader"), says=events.READER_NAMED, form=ReaderForm, when="is_open", icon="user-check")
def name_reader(appeal: Appeal, *, by: User, reader: User) -> None:
    if reader.pk in (appeal.review.person_id, appeal.review.reviewer_id) or not reader.is_active:
        raise Refused(_("The second reader is neither the person nor whoever wrote the review."), field="reader")
    appeal.reader = reader
    appeal.save(update_fields=["reader"])


@action(label=gettext_lazy("Decide the appeal"), says=events.APPEAL_DECIDED, form=DecideForm, when="is_open", icon="gavel")
def decide(appeal: Appeal, *, by: User, outcome: str, answer: str, grade: Grade | None = None) -> None:
    """Only the second reader decides, with a reason that the person reads."""
    review, verdict = appeal.review, Verdict.objects.select_for_update(of=("self",)).get(review=appeal.review)
    if by.pk in (review.person_id, review.reviewer_id):
        raise PermissionDenied(_("Somebody who did not write the review decides about it."))
    if outcome == AppealOutcome.CHANGED:
        if grade is None or grade == verdict.grade:
            raise Refused(_("Choose the new grade, or let the result stay."), field="grade")
        _refuse_foreign(review, grade)
        verdict.grade = grade
        verdict.save(update_fields=["grade"])
    appeal.outcome, appeal.answer, appeal.after, appeal.decided_at = outcome, answer, verdict.grade, clock.now()
    appeal.save(update_fields=["outcome", "answer", "after", "decided_at"])
    review.state, review.answer_by = ReviewState.DECIDED, work_calendar().add_workdays(clock.today(), review.cycle.answer_days)
    review.save(update_fields=["state", "answer_by"])


@action(
    label=gettext_lazy("Call the review off"), says=events.REVIEW_CALLED_OFF, form=ReasonForm, when="is_before_sharing", icon="circle-x", danger=True
)
def call_off(review: Review, *, by: User, reason: str) -> None:
    """Of a person who left, or was away for most of the period."""
    review.state = ReviewState.CALLED_OFF
    review.save(update_fields=["state"])


def _refuse_others(review: Review, by: User) -> None:
    if by.pk != review.person_id:
        raise PermissionDenied(_("Only %(person)s can answer her review.") % {"person": review.person})


def _refuse_foreign(review: Review, grade: Grade) -> None:
    if grade.review_version_id != review.cycle.review_version_id:
        raise Refused(_("This grade belongs to other criteria."), field="grade")
