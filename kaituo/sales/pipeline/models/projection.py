"""The statistical forecast: what the company's or a team's past months alone say of the coming ones. Reckoned at night and kept with its error."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.records import clock

from ..choices import ProjectionState

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User


class ProjectionQuerySet(models.QuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        """The company's to whoever sees all its deals; a team's to whoever sees the deals of that team."""
        scopes = user.rights.reach("pipeline.Opportunity", "view")
        if Scope.ALL in scopes:
            return Q(pk__gt=0)
        return Q(team__in=user.reach_on(day).teams_of(scopes))


class Projection(models.Model):
    """Of the company where `team` is empty. In base currency.

    `history`: [[month, won]]; `ahead`: {period: [value, low, high]} of months, quarters and years to come; `judged`: [[month, won, forecast, low, high, a year
    before]], each forecast one month ahead; the errors are over one to three months ahead.
    """

    team = models.ForeignKey("identity.Team", models.CASCADE, null=True, related_name="+", verbose_name=_("Team"))
    reckoned_at = models.DateTimeField(_("Reckoned"), default=clock.now)
    state = models.CharField(_("Basis"), max_length=16, choices=ProjectionState)
    history = models.JSONField(default=list)
    ahead = models.JSONField(default=dict)
    judged = models.JSONField(default=list)
    judged_months = models.PositiveSmallIntegerField(_("Months held out"), default=0)
    error = models.FloatField(_("Off by"), null=True)
    mean_percentage = models.FloatField(_("Mean miss"), null=True)
    naive_error = models.FloatField(_("Same month a year ago, off by"), null=True)
    widening = models.FloatField(_("Interval widened"), default=1)
    coverage = models.FloatField(_("Within the interval"), null=True)

    objects = ProjectionQuerySet.as_manager()
    access = Access(is_limited=True)

    class Meta:
        verbose_name = _("Statistical forecast")
        verbose_name_plural = _("Statistical forecasts")
        constraints = [models.UniqueConstraint(fields=["team"], name="one_projection_per_team")]

    def __str__(self) -> str:
        return f"{self.team or _('Company')} · {self.reckoned_at:%Y-%m-%d}"
