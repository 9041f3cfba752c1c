"""A ladder of levels, and what each asks for: published to everybody who may climb it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.metrics.choices import Direction
from kaituo.foundation.metrics.measure import MEASURES, lies_on_days
from kaituo.foundation.metrics.measured import Measured
from kaituo.foundation.records.models import Record
from kaituo.performance.scorecards.choices import measure_choices


class Ladder(Record):
    name = models.CharField(pgettext_lazy("ladder", "Name"), max_length=80)
    note = models.TextField(_("For whose work"), blank=True)

    access = Access()

    class Meta:
        verbose_name = _("Promotion ladder")
        verbose_name_plural = _("Promotion ladders")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class LadderLevel(Record):
    ladder = models.ForeignKey(Ladder, models.CASCADE, related_name="levels", verbose_name=_("Promotion ladder"))
    position = models.PositiveSmallIntegerField(pgettext_lazy("ladder", "Rung"), validators=[MinValueValidator(1)])
    name = models.CharField(pgettext_lazy("ladder", "Level"), max_length=80)
    duties = models.TextField(_("What is expected"), blank=True)
    least_months = models.PositiveSmallIntegerField(_("Months on the level below"), default=12, validators=[MaxValueValidator(120)])
    least_reviews = models.PositiveSmallIntegerField(_("Closed reviews"), default=1, validators=[MaxValueValidator(12)])
    least_score = models.DecimalField(_("Score of these at least"), max_digits=6, decimal_places=2, default=80)

    access = Access(via="ladder")

    class Meta:
        verbose_name = _("Level of a ladder")
        verbose_name_plural = _("Levels of a ladder")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["ladder", "position"], name="one_level_on_a_rung")]

    def __str__(self) -> str:
        return self.name

    @property
    def above(self) -> "LadderLevel | None":
        return self.ladder.levels.filter(position__gt=self.position, archived_at=None).order_by("position").first()


class LevelCriterion(Measured, Record):
    """A figure to be reached over so many full months."""

    level = models.ForeignKey(LadderLevel, models.CASCADE, related_name="criteria", verbose_name=_("Level of a ladder"))
    measure = models.CharField(_("Measure"), max_length=60, choices=measure_choices)
    figure = models.DecimalField(_("Figure"), max_digits=18, decimal_places=4, help_text=_("At least; of measures of which less is better, at most"))
    months = models.PositiveSmallIntegerField(_("Over months"), default=12, validators=[MinValueValidator(1), MaxValueValidator(36)])

    access = Access(via="level")

    class Meta:
        verbose_name = _("Criterion of a level")
        verbose_name_plural = _("Criteria of a level")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label} {'≤' if self.is_ceiling else '≥'} {self.figure.normalize():f}"

    def clean(self) -> None:
        if self.measure not in MEASURES:
            raise ValidationError({"measure": _("Choose a measure.")})
        if not lies_on_days(MEASURES[self.measure]):
            raise ValidationError({"measure": _("This measure only stands as it is; take one that is counted over days.")})

    @property
    def is_ceiling(self) -> bool:
        return self.behind is not None and self.behind.direction == Direction.LESS

    label = Measured.measure_label
