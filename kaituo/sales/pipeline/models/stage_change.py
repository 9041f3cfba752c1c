"""The way a deal took through the stages: the ground for funnel, ageing and cycle times."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock


class StageChange(models.Model):
    """Written with the move, never changed. `from_stage` is empty for the stage a deal was born in."""

    opportunity = models.ForeignKey("pipeline.Opportunity", models.CASCADE, related_name="stage_changes", verbose_name=_("Opportunity"))
    from_stage = models.ForeignKey("pipeline.Stage", models.PROTECT, null=True, related_name="+", verbose_name=_("From stage"))
    to_stage = models.ForeignKey("pipeline.Stage", models.PROTECT, related_name="+", verbose_name=_("To stage"))
    at = models.DateTimeField(_("When"), default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Who"))

    access = Access(via="opportunity")

    class Meta:
        verbose_name = _("Change of stage")
        verbose_name_plural = _("Changes of stage")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["opportunity", "-at"]), models.Index(fields=["to_stage", "at"])]

    def __str__(self) -> str:
        return f"{self.from_stage or '—'} → {self.to_stage}"
