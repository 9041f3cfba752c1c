"""Teams, where they hang in the tree from day to day, and who belongs to them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.kernel.period import Period

from ..access import Access
from ..choices import TeamKind
from ..dated import Dated


class Team(models.Model):
    """A sales team, department, agency or channel partner; all stand in one tree."""

    name = models.CharField(_("Name"), max_length=120)
    code = models.SlugField(_("Code"), max_length=40, unique=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=TeamKind, default=TeamKind.INTERNAL)

    access = Access()

    class Meta:
        verbose_name = _("Team")
        verbose_name_plural = _("Teams")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class TeamPlacement(Dated):
    """Under which team a team stands, from one day to another."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Team, models.CASCADE, related_name="placements_below")

    def __str__(self) -> str:
        return f"{self.team} < {self.parent}"


class TeamPathQuerySet(models.QuerySet):
    def on(self, day: date) -> "TeamPathQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gt=day)

    def within(self, period: Period) -> "TeamPathQuerySet":
        """Those that held on some day of it."""
        return self.filter(starts_on__lt=period.end, ends_on__gt=period.start)


class TeamPath(models.Model):
    """Derived from the placements: every pair of a team and a team below it, with its span. Rebuilt by `trees.rebuild`."""

    ancestor = models.ForeignKey(Team, models.CASCADE, related_name="paths_below")
    descendant = models.ForeignKey(Team, models.CASCADE, related_name="paths_above")
    depth = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = TeamPathQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ancestor", "descendant"]), models.Index(fields=["descendant", "ancestor"])]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class Membership(Dated):
    """A person's place in a team. Whoever leads a team is responsible for everything below it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("Person"))
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships", verbose_name=_("Team"))
    is_lead = models.BooleanField(_("Leads the team"), default=False)

    access = Access(via="team")

    class Meta:
        verbose_name = _("Membership")
        verbose_name_plural = _("Memberships")
        indexes = [models.Index(fields=["team", "user"]), models.Index(fields=["user", "team"])]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"
