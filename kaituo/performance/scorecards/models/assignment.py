"""Who is judged by a template, from which day on."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Subject
from ..queries import AssignmentQuerySet


class Assignment(Record):
    """A person, or a team: then all its members and those of the teams below it, but for whoever leads; of a template for teams, the team itself."""

    template = models.ForeignKey("scorecards.Template", models.CASCADE, related_name="assignments", verbose_name=_("Scorecard template"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Person"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Team"))
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True, help_text=_("The first day on which it no longer holds; empty: open"))

    objects = AssignmentQuerySet.as_manager()
    access = Access(via="template")

    class Meta:
        verbose_name = _("Scorecard for")
        verbose_name_plural = _("Scorecards for")
        ordering = ["starts_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(person__isnull=True) ^ Q(team__isnull=True), name="card_of_a_person_or_a_team")]

    def __str__(self) -> str:
        return f"{self.template} · {self.person or self.team}"

    def clean(self) -> None:
        if bool(self.person_id) == bool(self.team_id):
            raise ValidationError({"person": _("Choose one person or one team.")})
        if self.ends_on and self.starts_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("The end must lie after the start.")})
        if self.template_id and self.template.subject == Subject.TEAM and self.person_id:
            raise ValidationError({"person": _("This template is for teams.")})
        if self._overlapping().exists():
            raise ValidationError({"starts_on": _("The template is given to them on these days already.")})

    def _overlapping(self) -> models.QuerySet:
        rows = type(self).objects.active().filter(template=self.template_id, person=self.person_id, team=self.team_id).exclude(pk=self.pk)
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=self.starts_on))
        return rows.filter(starts_on__lt=self.ends_on) if self.ends_on else rows
