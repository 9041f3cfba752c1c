"""What people are reviewed by, and which wording of it holds."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.performance.scorecards.engine.plan import Plan

from ..choices import Rhythm
from ..queries import VersionQuerySet


class ReviewTemplate(Record):
    """One kind of review, for one kind of work and one rhythm."""

    name = models.CharField(pgettext_lazy("review", "Name"), max_length=80)
    rhythm = models.CharField(_("Period"), max_length=9, choices=Rhythm, default=Rhythm.QUARTER)
    job = models.CharField(_("For whose work"), max_length=120, blank=True, help_text=_("In words: account managers, team leads …"))
    note = models.TextField(_("What it is for"), blank=True)

    access = Access()

    class Meta:
        verbose_name = _("Review template")
        verbose_name_plural = _("Review templates")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if before and before.rhythm != self.rhythm and before.is_published:
            raise ValidationError({"rhythm": _("Criteria are published already. Make another template for another period.")})

    @property
    def is_published(self) -> bool:
        return self.versions.published().exists()

    @property
    def present_version(self) -> "ReviewVersion | None":
        return self.versions.published().order_by("-published_at", "-pk").first()


class ReviewVersion(Record):
    """The criteria as they were published. A published version never changes; a new one says why, and cycles hold the one they were opened with."""

    template = models.ForeignKey(ReviewTemplate, models.CASCADE, related_name="versions", verbose_name=_("Review template"))
    number = models.PositiveSmallIntegerField(pgettext_lazy("version", "Number"), default=1, editable=False)
    reason = models.CharField(_("Why it was changed"), max_length=300, blank=True, help_text=_("Needed for every version but the first"))
    least_weight = models.DecimalField(
        _("Least weight judged"),
        max_digits=5,
        decimal_places=2,
        default=60,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("In percent; with less there is no result, and that is said"),
    )
    proof_below = models.DecimalField(
        _("Evidence at or below"), max_digits=5, decimal_places=2, default=40, help_text=_("A judgement of so few points names its evidence")
    )
    proof_above = models.DecimalField(
        _("Evidence at or above"), max_digits=5, decimal_places=2, default=100, help_text=_("A judgement of so many points names its evidence")
    )
    least_others = models.PositiveSmallIntegerField(
        _("Least answers of others"),
        default=3,
        validators=[MinValueValidator(2), MaxValueValidator(20)],
        help_text=_("Fewer answers of peers and colleagues are not shown to the person, so that nobody is guessed"),
    )
    published_at = models.DateTimeField(pgettext_lazy("criteria", "Published"), null=True, editable=False)
    published_on = models.DateField(null=True, editable=False)

    objects = VersionQuerySet.as_manager()
    access = Access(via="template")

    class Meta:
        verbose_name = _("Criteria of a review")
        verbose_name_plural = _("Criteria of reviews")
        ordering = ["-number", "-pk"]

    def __str__(self) -> str:
        return _("%(template)s, version %(number)s") % {"template": self.template, "number": self.number}

    def clean(self) -> None:
        if self.pk and type(self).objects.filter(pk=self.pk, published_at__isnull=False).exists():
            raise ValidationError(_("These criteria are published and stay as they are. Begin a new version instead."))
        if self.proof_below is not None and self.proof_above is not None and self.proof_below >= self.proof_above:
            raise ValidationError({"proof_above": _("This lies above the lower one.")})

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.published_at is None

    def plan(self) -> Plan:
        """What the engine of scorecards is given: it weighs results and judgements alike."""
        return Plan(tuple(each.plain for each in self.criteria.all()), (), self.least_weight)

    def grade_of(self, score) -> "models.Model | None":
        if score is None:
            return None
        return next((grade for grade in sorted(self.grades.all(), key=lambda each: -each.least_points) if score >= grade.least_points), None)

    def needs_proof(self, points) -> bool:
        return points is not None and (points <= self.proof_below or points >= self.proof_above)
