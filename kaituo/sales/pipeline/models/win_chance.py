"""How likely open deals are to be won: what was learnt from closed ones and how well that held, and the factors of each open deal.

Reckoned at night; a person's own word (`Opportunity.probability`) and the forecast are never touched by it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.ui import formats

from ..choices import ChanceBasis
from ..estimates.judging import Group


class ChanceLearning(models.Model):
    """One learning: on how many deals, judged on which later ones, and whether it is used. `weights` and `frame` are what a later deal is reckoned by,
    and `records`, counted anew every night, how each person's deals ended."""

    learnt_at = models.DateTimeField(_("Learnt"), default=clock.now)
    basis = models.CharField(_("Basis"), max_length=16, choices=ChanceBasis)
    won_count = models.PositiveIntegerField(_("Won deals learnt from"), default=0)
    lost_count = models.PositiveIntegerField(_("Lost deals learnt from"), default=0)
    judged_count = models.PositiveIntegerField(_("Deals held out"), default=0)
    held_out_from = models.DateField(_("Held out from"), null=True)
    auc = models.FloatField(_("AUC"), null=True)
    brier = models.FloatField(_("Brier score"), null=True)
    stage_auc = models.FloatField(_("AUC of the stage’s rate"), null=True)
    stage_brier = models.FloatField(_("Brier score of the stage’s rate"), null=True)
    plain_brier = models.FloatField(_("Brier score of one rate for all"), null=True)
    calibration = models.JSONField(default=list)
    weights = models.JSONField(default=dict)
    frame = models.JSONField(default=dict)
    records = models.JSONField(default=dict)

    access = Access()

    class Meta:
        verbose_name = _("Learning of win probabilities")
        verbose_name_plural = _("Learnings of win probabilities")
        ordering = ["-learnt_at", "-pk"]

    def __str__(self) -> str:
        return f"{formats.day(self.learnt_at)} · {self.get_basis_display()}"

    @property
    def is_used(self) -> bool:
        return self.basis == ChanceBasis.LEARNT

    @property
    def groups(self) -> list[Group]:
        return [Group(*each) for each in self.calibration]


class WinChance(models.Model):
    """An open deal's win probability of the last night. `factors`: [name, effect, details], the strongest first; none where the stage alone speaks."""

    opportunity = models.OneToOneField("pipeline.Opportunity", models.CASCADE, related_name="chance", verbose_name=_("Opportunity"))
    learning = models.ForeignKey(ChanceLearning, models.CASCADE, related_name="+", verbose_name=_("Learning"))
    likelihood = models.DecimalField(_("Win probability"), max_digits=5, decimal_places=4)
    stage_rate = models.DecimalField(_("Rate of the stage"), max_digits=5, decimal_places=4)
    factors = models.JSONField(default=list)
    reckoned_at = models.DateTimeField(_("Reckoned"), default=clock.now)

    access = Access(via="opportunity")

    class Meta:
        verbose_name = _("Win probability of a deal")
        verbose_name_plural = _("Win probabilities of deals")

    def __str__(self) -> str:
        return f"{self.opportunity}: {self.likelihood}"
