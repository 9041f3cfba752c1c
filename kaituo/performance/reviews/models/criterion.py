"""The lines of published criteria: results with where they come from, judgements with what each step means, and the grades a result falls into."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.records.models import Record
from kaituo.performance.scorecards.choices import Against, measure_choices
from kaituo.performance.scorecards.curves import USUAL, curve_of
from kaituo.performance.scorecards.engine import plan as engine

from ..choices import CriterionKind

FEWEST, MOST = 2, 7
POINTS = Decimal(100)
MEASURED = [(key, label) for key, label in Against.choices if key != Against.JUDGEMENT]


def refuse_if_published(version) -> None:
    if version is not None and version.published_at is not None:
        raise ValidationError(_("These criteria are published and stay as they are. Begin a new version instead."))


class Criterion(Record):
    """`words`: one line for each step of the scale, from the lowest to the highest."""

    review_version = models.ForeignKey("reviews.ReviewVersion", models.CASCADE, related_name="criteria", verbose_name=_("Criteria of a review"))
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    section = models.CharField(pgettext_lazy("review", "Section"), max_length=80, blank=True)
    kind = models.CharField(_("Kind"), max_length=9, choices=CriterionKind, default=CriterionKind.JUDGEMENT)
    question = models.CharField(pgettext_lazy("criterion", "Question"), max_length=200, blank=True, help_text=_("Of a judgement: what is judged"))
    words = models.TextField(_("What each step means"), max_length=2000, blank=True, help_text=_("One line each, the lowest first"))
    measure = models.CharField(_("Measure"), max_length=60, blank=True, choices=measure_choices)
    against = models.CharField(_("Scored by"), max_length=9, choices=MEASURED, default=Against.GOAL)
    target = models.DecimalField(pgettext_lazy("scorecard", "Stated figure"), max_digits=18, decimal_places=4, null=True, blank=True)
    points = models.CharField(_("Score curve"), max_length=200, blank=True, default=USUAL, help_text=_("value=score, such as 0.6=0, 1=100, 1.2=120"))
    least_count = models.PositiveSmallIntegerField(_("Least records"), default=0, help_text=_("With fewer nobody is judged by it"))
    card_template = models.ForeignKey(
        "scorecards.Template", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Scorecard template")
    )
    weight = models.DecimalField(
        _("Weight, percent"), max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)]
    )

    access = Access(via="review_version")

    class Meta:
        verbose_name = _("Criterion")
        verbose_name_plural = pgettext_lazy("review", "Criteria")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        refuse_if_published(getattr(self, "review_version", None))
        {"judgement": self._clean_judgement, "measure": self._clean_measure, "scorecard": self._clean_card}[self.kind]()

    def _clean_judgement(self) -> None:
        if not self.question:
            raise ValidationError({"question": _("Say what is judged.")})
        if not FEWEST <= len(self.steps) <= MOST:
            raise ValidationError({"words": _("Describe two to seven steps, one line each, the lowest first.")})

    def _clean_measure(self) -> None:
        if self.measure not in MEASURES:
            raise ValidationError({"measure": _("Choose a measure.")})
        if self.against == Against.STATED and (self.target is None or (not self.target and not self.behind.is_less_better)):
            raise ValidationError({"target": _("State a figure above zero, or score the figure itself.")})
        try:
            faults = curve_of(self.points, Decimal(0), None).validate()
        except ValidationError as unreadable:
            raise ValidationError({"points": unreadable.messages}) from unreadable
        if faults:
            raise ValidationError({"points": _("A curve has at least two points with rising values, and its highest score is above its lowest.")})

    def _clean_card(self) -> None:
        if self.card_template_id is None or self.card_template.subject != "person":
            raise ValidationError({"card_template": _("Choose a scorecard template for people.")})

    @property
    def steps(self) -> list[str]:
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    @property
    def key(self) -> str:
        return f"criterion-{self.pk}"

    @property
    def behind(self) -> Measure | None:
        return MEASURES.get(self.measure) if self.kind == CriterionKind.MEASURE else None

    @property
    def is_judged(self) -> bool:
        return self.kind == CriterionKind.JUDGEMENT

    @property
    def label(self) -> str:
        if self.kind == CriterionKind.JUDGEMENT:
            return self.question
        if self.kind == CriterionKind.SCORECARD:
            return str(self.card_template or "")
        return str(self.behind.label) if self.behind else self.measure

    label.fget.label = _("Criterion")

    def points_of(self, step: int | None) -> Decimal | None:
        """The third of five steps is worth 60 points."""
        return None if step is None else quotient(POINTS * step, len(self.steps), 2)

    @property
    def plain(self) -> engine.Indicator:
        if self.kind != CriterionKind.MEASURE:
            return engine.Indicator(self.key, self.weight, engine.Against.JUDGEMENT)
        curve = curve_of(self.points, Decimal(0), None)
        is_less_better, against = self.behind.is_less_better if self.behind else None, engine.Against(self.against)
        return engine.Indicator(self.key, self.weight, against, curve, self.measure, self.target, self.least_count, is_less_better)


class Grade(Record):
    """A result of so many points or more. The share is guidance for the calibration: nobody is moved to reach it."""

    review_version = models.ForeignKey("reviews.ReviewVersion", models.CASCADE, related_name="grades", verbose_name=_("Criteria of a review"))
    name = models.CharField(pgettext_lazy("grade", "Name"), max_length=40)
    least_points = models.DecimalField(_("From points"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(200)])
    guide_share = models.DecimalField(
        _("Usual share, percent"), max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    bonus_factor = models.DecimalField(
        _("Bonus factor"),
        max_digits=5,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
        help_text=_("Goes to the pay file; empty: the grade pays nothing"),
    )

    access = Access(via="review_version")

    class Meta:
        verbose_name = pgettext_lazy("review", "Grade")
        verbose_name_plural = pgettext_lazy("review", "Grades")
        ordering = ["-least_points", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        refuse_if_published(getattr(self, "review_version", None))
