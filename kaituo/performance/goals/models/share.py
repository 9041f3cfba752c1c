"""What a person's target has from each team it was cascaded from: whoever moves within the period carries a part from both."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access

from .amounts import Levels
from .target import Target


class TargetShare(Levels):
    """`full_goal_amount` is the part of a whole period; the amounts are cut to `present_count` of `day_count` workdays in the team."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="shares", verbose_name=_("Target"))
    source = models.ForeignKey(Target, models.CASCADE, related_name="given", verbose_name=_("Cascaded from"))
    full_goal_amount = models.DecimalField(_("Of a whole period"), max_digits=18, decimal_places=2)
    present_count = models.PositiveSmallIntegerField(_("Workdays present"))
    day_count = models.PositiveSmallIntegerField(_("Workdays"))

    access = Access(via="target")

    class Meta:
        verbose_name = _("Share of a target")
        verbose_name_plural = _("Shares of a target")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["target", "source"], name="one_share_of_a_source")]

    def __str__(self) -> str:
        return f"{self.source} → {self.target.holder}"
