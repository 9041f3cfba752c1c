"""What a review comes to, and how the calibration moved it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import ReviewState
from ..queries import CalibrationQuerySet, VerdictQuerySet


class Verdict(Record):
    """Reckoned when the manager hands in, and kept line by line: figures that move later move nothing here. No score: too little could be judged."""

    review = models.OneToOneField("reviews.Review", models.CASCADE, related_name="verdict", verbose_name=pgettext_lazy("performance", "Review"))
    score = models.DecimalField(_("Score"), max_digits=8, decimal_places=2, null=True)
    judged_weight = models.DecimalField(_("Weight judged"), max_digits=5, decimal_places=2, default=0)
    proposed_grade = models.ForeignKey("reviews.Grade", models.PROTECT, null=True, related_name="+", verbose_name=_("Proposed grade"))
    grade = models.ForeignKey("reviews.Grade", models.PROTECT, null=True, related_name="verdicts", verbose_name=pgettext_lazy("review", "Grade"))
    summary = models.TextField(_("In sum"), blank=True, max_length=4000)
    training = models.CharField(_("What to learn next"), max_length=500, blank=True)
    lines = models.JSONField(default=list)

    objects = VerdictQuerySet.as_manager()
    access = Access(is_limited=True)
    unlogged = ("score", "judged_weight", "proposed_grade", "grade", "summary", "training", "lines", "reason")

    class Meta:
        verbose_name = _("Result of a review")
        verbose_name_plural = _("Results of reviews")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.review)

    @property
    def is_open(self) -> bool:
        return self.review.cycle.is_calibrated and self.review.state in (ReviewState.PROPOSED, ReviewState.CALIBRATED)


class Calibration(Record):
    """One look of the calibration at one person: the grade before and after, who said so and why."""

    verdict = models.ForeignKey(Verdict, models.CASCADE, related_name="calibrations", verbose_name=_("Result of a review"))
    before = models.ForeignKey("reviews.Grade", models.PROTECT, null=True, related_name="+", verbose_name=pgettext_lazy("calibration", "Before"))
    after = models.ForeignKey("reviews.Grade", models.PROTECT, null=True, related_name="+", verbose_name=pgettext_lazy("calibration", "After"))
    reason = models.CharField(_("Why"), max_length=500, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Calibrated by"))

    objects = CalibrationQuerySet.as_manager()
    access = Access(is_limited=True)
    unlogged = ("before", "after", "reason")

    class Meta:
        verbose_name = _("Calibration")
        verbose_name_plural = _("Calibrations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.verdict)
