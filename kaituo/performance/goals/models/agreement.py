"""What was proposed for a target, turn by turn, and who signed which figure."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock

from ..choices import Side
from .amounts import Levels
from .target import Target


class TargetProposal(Levels):
    """One turn of the negotiation; written once, never changed."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="proposals", verbose_name=_("Target"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Proposed by"))
    side = models.CharField(_("Side"), max_length=6, choices=Side)
    reason = models.CharField(_("Reason"), max_length=1000, blank=True)
    made_at = models.DateTimeField(pgettext_lazy("proposal", "Made"), default=clock.now)

    access = Access(via="target")

    class Meta:
        verbose_name = _("Proposal of a target")
        verbose_name_plural = _("Proposals of a target")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.made_by}: {self.goal_amount}"


class TargetSignature(Levels):
    """`goal_amount` and its levels are the figures as they were signed."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="signatures", verbose_name=_("Target"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Signed by"))
    side = models.CharField(_("Side"), max_length=6, choices=Side)
    note = models.CharField(_("Note"), max_length=1000, blank=True)
    signed_at = models.DateTimeField(pgettext_lazy("signature", "Signed"), default=clock.now)

    access = Access(via="target")

    class Meta:
        verbose_name = _("Signature under a target")
        verbose_name_plural = _("Signatures under a target")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.goal_amount}"
