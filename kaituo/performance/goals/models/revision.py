"""What a target was before it was re-planned."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock

from .target import Target


class TargetRevision(models.Model):
    target = models.ForeignKey(Target, models.CASCADE, related_name="revisions", verbose_name=_("Target"))
    base_amount = models.DecimalField(_("Base before"), max_digits=18, decimal_places=2, null=True)
    goal_amount = models.DecimalField(_("Goal before"), max_digits=18, decimal_places=2)
    stretch_amount = models.DecimalField(_("Stretch before"), max_digits=18, decimal_places=2, null=True)
    new_goal_amount = models.DecimalField(_("Goal since"), max_digits=18, decimal_places=2)
    reason = models.CharField(_("Reason"), max_length=300)
    replanned_at = models.DateTimeField(_("Re-planned"), default=clock.now)
    replanned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Re-planned by"))

    access = Access(via="target")

    class Meta:
        verbose_name = _("Re-planning")
        verbose_name_plural = _("Re-plannings")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.goal_amount} → {self.new_goal_amount}"
