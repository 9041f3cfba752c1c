"""The lines of a template: indicators with their weight and curve, and gates and deductions."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.metrics.measured import Measured
from kaituo.foundation.records.models import Record
from kaituo.performance.scorecards.engine import plan as engine

from ..choices import Against, RuleKind, Side, measure_choices
from ..curves import USUAL, curve_of, read_points


def amount_field(label: str, **options) -> models.DecimalField:
    return models.DecimalField(label, max_digits=18, decimal_places=4, **options)


def refuse_if_released(version) -> None:
    if version is not None and version.released_at is not None:
        raise ValidationError(_("This version is released and stays as it is. Begin a new version instead."))


class Indicator(Record):
    """`points` is the curve as people write it; `least_count` guards against judging by three calls."""

    template_version = models.ForeignKey(
        "scorecards.TemplateVersion", models.CASCADE, related_name="indicators", verbose_name=_("Version of a scorecard")
    )
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    measure = models.CharField(_("Measure"), max_length=60, blank=True, choices=measure_choices)
    objective = models.CharField(_("Objective"), max_length=120, blank=True, help_text=_("Of a judgement: what is judged"))
    weight = models.DecimalField(
        _("Weight, percent"), max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)]
    )
    against = models.CharField(_("Scored by"), max_length=9, choices=Against, default=Against.GOAL)
    target = amount_field(pgettext_lazy("scorecard", "Stated figure"), null=True, blank=True)
    points = models.CharField(_("Score curve"), max_length=200, blank=True, default=USUAL, help_text=_("value=score, such as 0.6=0, 1=100, 1.2=120"))
    floor = amount_field(_("Lowest score"), default=0)
    cap = amount_field(_("Highest score"), null=True, blank=True, default=Decimal(120), help_text=_("Empty: no limit"))
    least_count = models.PositiveSmallIntegerField(_("Least records"), default=0, help_text=_("With fewer nobody is judged by it"))

    access = Access(via="template_version")

    class Meta:
        verbose_name = _("Indicator")
        verbose_name_plural = _("Indicators")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        refuse_if_released(getattr(self, "template_version", None))
        if self.against == Against.JUDGEMENT:
            if not self.objective:
                raise ValidationError({"objective": _("Say what is judged.")})
            return
        if self.measure not in MEASURES:
            raise ValidationError({"measure": _("Choose a measure.")})
        if self.against == Against.STATED and (self.target is None or (self.target <= 0 and self.is_less_better is not True)):
            raise ValidationError({"target": _("State a figure above zero, or score the figure itself.")})
        try:
            faults = curve_of(self.points, self.floor, self.cap).validate()
        except ValidationError as unreadable:
            raise ValidationError({"points": unreadable.messages}) from unreadable
        if faults:
            raise ValidationError({"points": _("A curve has at least two points with rising values, and its highest score is above its lowest.")})

    @property
    def key(self) -> str:
        return f"indicator-{self.pk}"

    @property
    def behind(self) -> Measure | None:
        return MEASURES.get(self.measure)

    @property
    def label(self) -> str:
        return self.objective or (str(self.behind.label) if self.behind else self.measure)

    label.fget.label = _("Indicator")

    @property
    def is_less_better(self) -> bool | None:
        """None where neither is."""
        return self.behind.is_less_better if self.behind else None

    @property
    def is_judged(self) -> bool:
        return self.against == Against.JUDGEMENT

    @property
    def plain(self) -> engine.Indicator:
        curve = None if self.is_judged else curve_of(self.points, self.floor, self.cap)
        source = "" if self.is_judged else self.measure
        against = engine.Against(self.against)
        return engine.Indicator(self.key, self.weight, against, curve, source, self.target, self.least_count, self.is_less_better)

    def curve_points(self) -> list[tuple[Decimal, Decimal]]:
        return list(read_points(self.points))


class Rule(Measured, Record):
    """A gate or a deduction. `points`: at most so many in all (gate), or so many taken off (deduction)."""

    template_version = models.ForeignKey("scorecards.TemplateVersion", models.CASCADE, related_name="rules", verbose_name=_("Version of a scorecard"))
    kind = models.CharField(pgettext_lazy("scorecard", "Effect"), max_length=9, choices=RuleKind, default=RuleKind.DEDUCTION)
    measure = models.CharField(_("Measure"), max_length=60, choices=measure_choices)
    side = models.CharField(_("Strikes where it"), max_length=5, choices=Side, default=Side.ABOVE)
    threshold = amount_field(_("Threshold"), default=0)
    points = amount_field(pgettext_lazy("scorecard", "Points"), validators=[MinValueValidator(0)])
    is_per_unit = models.BooleanField(_("For each unit beyond"), default=False)
    at_most = amount_field(_("At most taken off"), null=True, blank=True)

    access = Access(via="template_version")

    class Meta:
        verbose_name = _("Gate or deduction")
        verbose_name_plural = _("Gates and deductions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label} {self.get_side_display()} {self.threshold.normalize():f}"

    def clean(self) -> None:
        refuse_if_released(getattr(self, "template_version", None))
        if self.measure not in MEASURES:
            raise ValidationError({"measure": _("Choose a measure.")})

    @property
    def key(self) -> str:
        return f"rule-{self.pk}"

    label = Measured.measure_label

    @property
    def plain(self) -> engine.Rule:
        return engine.Rule(
            self.key,
            engine.RuleKind(self.kind),
            self.measure,
            self.side == Side.BELOW,
            self.threshold,
            self.points,
            self.is_per_unit,
            self.at_most,
        )
