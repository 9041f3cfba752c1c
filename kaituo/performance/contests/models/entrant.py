"""Who takes part: what is said before the announcement, and the people and teams it came to, with the legs of a relay."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.performance.reviews.engagements import engagement_choices


class ContestScope(Record):
    """Whoever fits all that a line names takes part; several lines add up. In a contest of teams each line names a team that runs as one.

    In a relay a line may name a person of the team, too: these run in the order of their lines.
    """

    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="scopes", verbose_name=_("Contest"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Team or division"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Person"))
    engagement = models.CharField(_("Engagement"), max_length=20, blank=True, choices=engagement_choices)
    with_leads = models.BooleanField(_("With whoever leads"), default=False)

    access = Access(via="contest")

    class Meta:
        verbose_name = pgettext_lazy("contest", "Who takes part")
        verbose_name_plural = pgettext_lazy("contest", "Who takes part")
        ordering = ["pk"]

    def __str__(self) -> str:
        return " · ".join(str(each) for each in (self.team, self.person, self.get_engagement_display()) if each)

    def clean(self) -> None:
        if not (self.team_id or self.person_id or self.engagement):
            raise ValidationError({"team": _("Name a team, a person or an engagement.")})
        if self.contest_id and self.contest.is_of_teams and not self.team_id:
            raise ValidationError({"team": _("In a contest of teams each line names a team.")})


class Entrant(Record):
    """A person, or in a contest of teams a team. `legs` are the members of a relay in the order in which they run."""

    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="entrants", verbose_name=_("Contest"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="contest_entries", verbose_name=_("Person"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, related_name="+", verbose_name=_("Team"))
    legs = models.JSONField(pgettext_lazy("relay", "Legs"), default=list)
    late_on = models.DateField(_("Admitted late"), null=True)

    access = Access(owner="person")

    class Meta:
        verbose_name = _("Entrant")
        verbose_name_plural = _("Entrants")
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "contest"])]
        constraints = [
            models.UniqueConstraint(fields=["contest", "person"], condition=Q(person__isnull=False), name="a_person_once_per_contest"),
            models.UniqueConstraint(fields=["contest", "team"], condition=Q(team__isnull=False), name="a_team_once_per_contest"),
            models.CheckConstraint(condition=Q(person__isnull=True) ^ Q(team__isnull=True), name="an_entrant_is_a_person_or_a_team"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.team)


class RankingWish(Record):
    """How a person wants to stand on boards. Whoever keeps her name off them is still placed, and named to herself and to those who lead her."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ranking_wish", verbose_name=_("Person"))
    is_unnamed = models.BooleanField(_("Without my name on public boards"), default=False)

    access = Access(owner="person")

    class Meta:
        verbose_name = _("Wish about boards")
        verbose_name_plural = _("Wishes about boards")

    def __str__(self) -> str:
        return f"{self.person} · {self._meta.verbose_name}"
