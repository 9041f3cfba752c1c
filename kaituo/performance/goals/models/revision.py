"""How a target was re-planned, or is asked to be: its figures before and after, why, and what became of it."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock

from ..choices import RevisionState
from .target import Target


class TargetRevision(models.Model):
    """Without `new_goal_amount` the target is to leave force."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="revisions", verbose_name=_("Target"))
    base_amount = models.DecimalField(_("Base before"), max_digits=18, decimal_places=2, null=True)
    goal_amount = models.DecimalField(_("Goal before"), max_digits=18, decimal_places=2)
    stretch_amount = models.DecimalField(_("Stretch before"), max_digits=18, decimal_places=2, null=True)
    new_base_amount = models.DecimalField(_("Base since"), max_digits=18, decimal_places=2, null=True)
    new_goal_amount = models.DecimalField(_("Goal since"), max_digits=18, decimal_places=2, null=True)
    new_stretch_amount = models.DecimalField(_("Stretch since"), max_digits=18, decimal_places=2, null=True)
    reason = models.CharField(_("Reason"), max_length=300)
    state = models.CharField(_("State"), max_length=9, choices=RevisionState, default=RevisionState.APPLIED)
    replanned_at = models.DateTimeField(_("Re-planned"), default=clock.now)
    replanned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Re-planned by"))
    decided_at = models.DateTimeField(pgettext_lazy("re-planning", "Decided"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Decided by"))

    access = Access(via="target")

    class Meta:
        verbose_name = _("Re-planning")
        verbose_name_plural = _("Re-plannings")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["target"], condition=Q(state="waiting"), name="one_re_planning_waits")]

    def __str__(self) -> str:
        return f"{self.goal_amount} → {self.new_goal_amount if self.new_goal_amount is not None else '—'}"

    @property
    def is_withdrawal(self) -> bool:
        return self.new_goal_amount is None

    @property
    def change_rate(self) -> Decimal | None:
        """The change as a share of what it was; None where it was nothing or the target leaves force."""
        if self.new_goal_amount is None or not self.goal_amount:
            return None
        return (self.new_goal_amount - self.goal_amount) / self.goal_amount
