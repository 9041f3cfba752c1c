"""The ways in which a company sells: a pipeline is a row of stages, each with its odds, its demands and the moves it allows."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import REQUIRABLE, Category, StageKind
from ..queries import StageQuerySet


class Pipeline(Record):
    name = models.CharField(_("Name"), max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(_("Place in the row"), default=0)

    access = Access()

    class Meta:
        verbose_name = _("Pipeline")
        verbose_name_plural = _("Pipelines")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def first_stage(self) -> "Stage":
        """Where a new deal starts. Raises ValidationError when the pipeline has no open stage."""
        return self._first(StageKind.OPEN)

    def closing_stage(self, kind: StageKind) -> "Stage":
        return self._first(kind)

    def _first(self, kind: StageKind) -> "Stage":
        stage = self.stages.in_order().filter(kind=kind).first()
        if stage is None:
            raise ValidationError(gettext("%(pipeline)s has no stage of the kind “%(kind)s”.") % {"pipeline": self, "kind": kind.label})
        return stage


class Stage(Record):
    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="stages", verbose_name=_("Pipeline"))
    name = models.CharField(_("Name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("Place in the row"), default=0)
    kind = models.CharField(_("Kind"), max_length=4, choices=StageKind, default=StageKind.OPEN)
    probability = models.DecimalField(
        _("Probability"), max_digits=5, decimal_places=4, validators=[MinValueValidator(0), MaxValueValidator(1)], help_text=_("0.6 is 60 %")
    )
    category = models.CharField(_("Forecast category"), max_length=12, choices=Category, default=Category.PIPELINE)
    required_fields = models.JSONField(_("Must be filled before"), default=list, blank=True)
    stale_after_days = models.PositiveSmallIntegerField(_("Stale after days"), null=True, blank=True, help_text=_("Empty: never"))

    objects = StageQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Stage")
        verbose_name_plural = _("Stages")
        ordering = ["pipeline__position", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["pipeline", "name"], name="one_stage_per_name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        unknown = [name for name in self.required_fields if name not in REQUIRABLE]
        if unknown:
            raise ValidationError({"required_fields": _("Unknown fields: %(names)s") % {"names": ", ".join(unknown)}})

    @property
    def is_open(self) -> bool:
        return self.kind == StageKind.OPEN

    def allows(self, other: "Stage") -> bool:
        """Whether a deal may move from here to there; a stage that lists no moves allows every one within its pipeline."""
        if other.pipeline_id != self.pipeline_id:
            return False
        listed = {move.to_id for move in self.moves.all()}
        return not listed or other.pk in listed


class StageMove(Record):
    """A move that a stage allows."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="moves", verbose_name=_("Stage"))
    to = models.ForeignKey(Stage, models.CASCADE, related_name="moves_here", verbose_name=_("Next stage"))

    access = Access(via="stage")

    class Meta:
        verbose_name = _("Allowed move")
        verbose_name_plural = _("Allowed moves")
        constraints = [
            models.UniqueConstraint(fields=["stage", "to"], name="a_move_once"),
            models.CheckConstraint(condition=~Q(stage=models.F("to")), name="a_move_goes_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} → {self.to}"

    def clean(self) -> None:
        if self.stage_id and self.to_id and self.stage.pipeline_id != self.to.pipeline_id:
            raise ValidationError({"to": _("A deal stays in its pipeline.")})
