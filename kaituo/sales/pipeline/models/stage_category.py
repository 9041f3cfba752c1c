"""From which day on a stage counts in which forecast category: a period keeps to what was in force on its first day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access

from ..choices import Category


class StageCategory(models.Model):
    """Written when a stage is made or its category changes; never changed afterwards, except within the same day."""

    stage = models.ForeignKey("pipeline.Stage", models.CASCADE, related_name="categories", verbose_name=_("Stage"))
    starts_on = models.DateField(_("From"))
    category = models.CharField(_("Forecast category"), max_length=12, choices=Category)

    access = Access(via="stage")

    class Meta:
        verbose_name = _("Category of a stage")
        verbose_name_plural = _("Categories of stages")
        ordering = ["stage", "starts_on"]
        constraints = [models.UniqueConstraint(fields=["stage", "starts_on"], name="one_category_per_stage_and_day")]

    def __str__(self) -> str:
        return f"{self.stage}: {self.get_category_display()}"
