"""Territories: the second tree, by region, industry or named accounts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..access import Access
from ..dated import Dated


class Territory(models.Model):
    name = models.CharField(_("Name"), max_length=120)
    code = models.SlugField(_("Code"), max_length=40, unique=True)

    access = Access()

    class Meta:
        verbose_name = _("Territory")
        verbose_name_plural = _("Territories")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class TerritoryPlacement(Dated):
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Territory, models.CASCADE, related_name="placements_below")

    def __str__(self) -> str:
        return f"{self.territory} < {self.parent}"


class TerritoryPath(models.Model):
    """Derived from the placements, as `TeamPath` is."""

    ancestor = models.ForeignKey(Territory, models.CASCADE, related_name="paths_below")
    descendant = models.ForeignKey(Territory, models.CASCADE, related_name="paths_above")
    depth = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["ancestor", "descendant"]), models.Index(fields=["descendant", "ancestor"])]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class TerritoryMembership(Dated):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="territory_memberships", verbose_name=_("Person"))
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="memberships", verbose_name=_("Territory"))

    access = Access(via="territory")

    class Meta(Dated.Meta):
        verbose_name = _("Work in a territory")
        verbose_name_plural = _("Work in territories")

    def __str__(self) -> str:
        return f"{self.user} · {self.territory}"
