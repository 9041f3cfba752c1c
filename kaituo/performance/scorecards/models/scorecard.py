"""What somebody's card came to in a period: running until the period has settled, then final."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models import Record

from ..choices import CardState
from ..queries import ScorecardQuerySet

HIGHEST = 200


class Scorecard(Record):
    """`owner` is the person, or the lead of the team. `lines` keep each indicator as it was reckoned, so that a final card explains itself for ever."""

    template = models.ForeignKey("scorecards.Template", models.PROTECT, related_name="cards", verbose_name=_("Scorecard template"))
    template_version = models.ForeignKey("scorecards.TemplateVersion", models.PROTECT, related_name="cards", verbose_name=_("Version"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="scorecards", verbose_name=_("Person"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, related_name="scorecards", verbose_name=_("Team"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Answers for it"))
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"))
    state = models.CharField(_("State"), max_length=7, choices=CardState, default=CardState.RUNNING)
    total = models.DecimalField(pgettext_lazy("scorecard", "Score"), max_digits=8, decimal_places=2, null=True)
    judged_weight = models.DecimalField(_("Weight judged"), max_digits=5, decimal_places=2, default=0)
    present_rate = models.DecimalField(_("Part of the period present"), max_digits=5, decimal_places=4, default=1)
    lines = models.JSONField(default=list)
    strokes = models.JSONField(default=list)
    reckoned_at = models.DateTimeField(_("Reckoned"), null=True)

    objects = ScorecardQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Scorecard")
        verbose_name_plural = _("Scorecards")
        ordering = ["-starts_on", "pk"]
        indexes = [models.Index(fields=["owner", "starts_on"]), models.Index(fields=["starts_on", "total", "id"])]
        constraints = [
            models.UniqueConstraint(fields=["template", "person", "starts_on"], condition=Q(person__isnull=False), name="one_card_of_a_person"),
            models.UniqueConstraint(fields=["template", "team", "starts_on"], condition=Q(team__isnull=False), name="one_card_of_a_team"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} · {self.template} · {self.period.label}"

    @property
    def holder(self) -> Any:
        return self.person or self.team

    holder.fget.label = _("Person or team")

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    period.fget.label = _("Period")

    @property
    def is_running(self) -> bool:
        return self.is_active and self.state == CardState.RUNNING

    @property
    def has_judgements(self) -> bool:
        return self.is_running and self.template_version.indicators.filter(against="judgement").exists()

    @property
    def tone(self) -> str:
        return self.template_version.tone(self.total)


class Judgement(Record):
    """The score of an objective, with what it rests on."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="judgements", verbose_name=_("Scorecard"))
    indicator = models.ForeignKey("scorecards.Indicator", models.PROTECT, related_name="+", verbose_name=_("Objective"))
    score = models.DecimalField(
        pgettext_lazy("scorecard", "Score"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(HIGHEST)]
    )
    evidence = models.TextField(_("What it rests on"), max_length=2000)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Judged by"))

    access = Access(via="scorecard")

    class Meta:
        verbose_name = _("Judgement")
        verbose_name_plural = _("Judgements")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["scorecard", "indicator"], name="one_judgement_of_an_objective")]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.score.normalize():f}"

    def clean(self) -> None:
        if self.indicator_id and not self.indicator.is_judged:
            raise ValidationError({"indicator": _("This indicator is measured, not judged.")})
