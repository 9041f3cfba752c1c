"""What one person writes about another, or about herself, in a review."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import OTHERS, AssessmentState, Part, ReviewState
from ..queries import AnswerQuerySet, AssessmentQuerySet


class Assessment(Record):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="assessments", verbose_name=pgettext_lazy("performance", "Review"))
    part = models.CharField(_("View of"), max_length=9, choices=Part)
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessments", verbose_name=_("Written by"))
    due_on = models.DateField(pgettext_lazy("assessment", "Due"))
    state = models.CharField(_("State"), max_length=9, choices=AssessmentState, default=AssessmentState.ASKED)
    summary = models.TextField(_("In sum"), blank=True, max_length=4000)
    training = models.CharField(_("What to learn next"), max_length=500, blank=True)
    handed_in_at = models.DateTimeField(pgettext_lazy("assessment", "Handed in"), null=True)
    dropped_because = models.CharField(_("Why it is no longer asked for"), max_length=300, blank=True)
    reminded_on = models.DateField(null=True, editable=False)

    objects = AssessmentQuerySet.as_manager()
    access = Access(owner="writer", is_limited=True)
    unlogged = ("summary", "training")

    class Meta:
        verbose_name = pgettext_lazy("review", "Assessment")
        verbose_name_plural = pgettext_lazy("review", "Assessments")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["writer", "state"]), models.Index(fields=["review", "part"])]
        constraints = [models.UniqueConstraint(fields=["review", "writer"], condition=~Q(state="dropped"), name="one_assessment_of_a_writer")]

    def __str__(self) -> str:
        return f"{self.review.person} · {self.get_part_display()}"

    @property
    def is_open(self) -> bool:
        """May be written: asked for, and the manager has not settled the review."""
        return self.is_active and self.state == AssessmentState.ASKED and self.review.state == ReviewState.ASSESSING

    @property
    def may_be_taken_back(self) -> bool:
        if self.state != AssessmentState.HANDED_IN:
            return False
        own = ReviewState.PROPOSED if self.part == Part.MANAGER else ReviewState.ASSESSING
        return self.review.state == own

    @property
    def unheard(self) -> "Assessment | None":
        """Of the manager's: what the person was asked to say of herself and has not yet; handed in before, it is never said."""
        if self.part != Part.MANAGER or not self.is_open:
            return None
        return self.review.assessments.filter(part=Part.SELF, state=AssessmentState.ASKED, writer__is_active=True).first()

    @property
    def is_of_others(self) -> bool:
        return self.part in OTHERS

    @property
    def may_be_dropped(self) -> bool:
        return self.is_of_others and self.is_open

    def is_late(self, on: date) -> bool:
        return self.is_open and self.due_on < on


class Answer(Record):
    """A step of the scale, or none where the writer cannot judge; with what it rests on."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers", verbose_name=pgettext_lazy("review", "Assessment"))
    criterion = models.ForeignKey("reviews.Criterion", models.PROTECT, related_name="+", verbose_name=_("Criterion"))
    step = models.PositiveSmallIntegerField(_("Step"), null=True, blank=True)
    text = models.TextField(pgettext_lazy("review", "In words"), blank=True, max_length=2000)

    objects = AnswerQuerySet.as_manager()
    access = Access(is_limited=True)
    unlogged = ("step", "text")

    class Meta:
        verbose_name = pgettext_lazy("review", "Answer")
        verbose_name_plural = pgettext_lazy("review", "Answers")
        ordering = ["criterion__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "criterion"], name="one_answer_to_a_criterion")]

    def __str__(self) -> str:
        return str(self.criterion)

    @property
    def points(self):
        return self.criterion.points_of(self.step)


class Proof(Record):
    """A record that an answer rests on. Files are attached to the answer itself."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="proofs", verbose_name=pgettext_lazy("review", "Answer"))
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()

    access = Access(via="answer")

    class Meta:
        verbose_name = _("Evidence")
        verbose_name_plural = _("Evidence")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "subject_type", "subject_id"], name="one_proof_of_a_record")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"
