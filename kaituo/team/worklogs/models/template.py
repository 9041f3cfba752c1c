"""What a report asks: its rhythm, for whom it is, until when, which figures stand in it, which questions it puts."""

from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records.models import Record

from ..choices import Draft, Rhythm
from ..queries import TemplateQuerySet

EVENING = time(20)


class ReportTemplate(Record):
    """For a team and all below it, for who holds a role, or both; of neither: for everybody."""

    name = models.CharField(_("Name"), max_length=80)
    rhythm = models.CharField(_("Rhythm"), max_length=8, choices=Rhythm, default=Rhythm.DAILY)
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("For the team"))
    role = models.ForeignKey("identity.Role", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("For the role"))
    due_time = models.TimeField(_("Due at"), default=EVENING, help_text=_("Where the person lives"))
    grace_days = models.PositiveSmallIntegerField(_("Workdays of grace"), default=0)
    measures = models.JSONField(_("Figures"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    objects = TemplateQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Report template")
        verbose_name_plural = _("Report templates")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        unknown = [name for name in self.measures if name not in MEASURES]
        if unknown:
            raise ValidationError({"measures": _("There is no measure %(name)s.") % {"name": unknown[0]}})

    def figure_labels(self) -> str:
        return "、".join(str(MEASURES[name].label) for name in self.measures if name in MEASURES)

    figure_labels.label = _("Figures")


class ReportQuestion(Record):
    template = models.ForeignKey(ReportTemplate, models.CASCADE, related_name="questions", verbose_name=_("Report template"))
    label = models.CharField(_("Question"), max_length=120)
    draft = models.CharField(_("Begun from"), max_length=8, choices=Draft, default=Draft.EMPTY)
    is_required = models.BooleanField(_("Must be answered"), default=False)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    access = Access(via="template")

    class Meta:
        verbose_name = _("Question of a report")
        verbose_name_plural = _("Questions of a report")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label
