"""One person's report of one span."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import ReportState
from ..queries import WorklogQuerySet


class Worklog(Record):
    """`figures` are kept as they stood when it was handed in: [[measure, text]], of a leader [[measure, text, text of her teams]].

    `answers`: {question: text}. `text` is all of it, for the list and the search.
    """

    template = models.ForeignKey("worklogs.ReportTemplate", models.PROTECT, related_name="worklogs", verbose_name=_("Report template"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="worklogs", verbose_name=_("Person"))
    starts_on = models.DateField(_("Day"))
    ends_on = models.DateField(_("Until"), help_text=_("The first day after it"))
    state = models.CharField(_("State"), max_length=10, choices=ReportState, default=ReportState.DRAFT)
    handed_in_at = models.DateTimeField(_("Handed in"), null=True, blank=True)
    is_late = models.BooleanField(_("Late"), default=False)
    reminded_at = models.DateTimeField(_("Reminded"), null=True, blank=True, editable=False)
    figures = models.JSONField(_("Figures"), default=list, blank=True)
    answers = models.JSONField(_("Answers"), default=dict, blank=True)
    text = models.TextField(_("Text"), blank=True)

    objects = WorklogQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Work report")
        verbose_name_plural = _("Work reports")
        constraints = [models.UniqueConstraint(fields=["template", "owner", "starts_on"], name="one_report_per_person_and_span")]
        indexes = [models.Index(fields=["owner", "-starts_on"]), models.Index(fields=["template", "starts_on", "state"])]

    def __str__(self) -> str:
        return f"{self.template} · {self.owner} · {self.period.label if self.period.day_count > 1 else self.starts_on.isoformat()}"

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def is_handed_in(self) -> bool:
        return self.is_active and self.state == ReportState.HANDED_IN


class Reading(models.Model):
    """Who read it, and when."""

    worklog = models.ForeignKey(Worklog, models.CASCADE, related_name="readings", verbose_name=_("Work report"))
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Reader"))
    at = models.DateTimeField(pgettext_lazy("when", "Read"), default=clock.now)

    access = Access(via="worklog")

    class Meta:
        verbose_name = _("Reading of a report")
        verbose_name_plural = _("Readings of a report")
        constraints = [models.UniqueConstraint(fields=["worklog", "reader"], name="one_reading_per_reader")]

    def __str__(self) -> str:
        return f"{self.reader} · {self.worklog}"
