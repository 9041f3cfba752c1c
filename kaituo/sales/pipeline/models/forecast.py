"""What a rep promises for a period, and what the manager makes of it, in a layer of its own: neither touches a deal."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models import Record

from ..choices import ForecastStatus


def _amount(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=18, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)])


class ForecastSubmission(Record):
    """One per person and period; amounts are in the company's base currency and cumulative: what will be closed in all."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="forecasts", verbose_name=_("Responsible rep"))
    period = models.CharField(_("Period"), max_length=10, help_text=_("2026-05 or 2026-Q2"))
    status = models.CharField(_("Status"), max_length=9, choices=ForecastStatus, default=ForecastStatus.DRAFT, editable=False)
    commit_amount = _amount(_("Commit"))
    best_case_amount = _amount(_("Best case"))
    note = models.CharField(_("Note"), max_length=500, blank=True)
    submitted_at = models.DateTimeField(pgettext_lazy("when", "Submitted"), null=True, blank=True, editable=False)
    approved_at = models.DateTimeField(pgettext_lazy("when", "Approved"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("Approved by")
    )

    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Forecast")
        verbose_name_plural = _("Forecasts")
        ordering = ["-period", "owner"]
        constraints = [models.UniqueConstraint(fields=["owner", "period"], name="one_forecast_per_person_and_period")]

    def __str__(self) -> str:
        return f"{self.owner} · {self.period}"

    def clean(self) -> None:
        try:
            Period.parse(self.period)
        except ValueError as error:
            raise ValidationError({"period": _("Not a period: %(text)s") % {"text": self.period}}) from error

    @property
    def may_be_submitted(self) -> bool:
        return self.is_active and self.status != ForecastStatus.APPROVED

    @property
    def is_submitted(self) -> bool:
        return self.is_active and self.status == ForecastStatus.SUBMITTED

    def adjustment(self) -> "ForecastAdjustment | None":
        """The manager's newest word."""
        return max(self.adjustments.all(), key=lambda each: each.pk, default=None)

    def counted_amount(self) -> Decimal | None:
        """What the company counts on: the manager's number if there is one, else the rep's."""
        adjusted = self.adjustment()
        return adjusted.commit_amount if adjusted else self.commit_amount

    counted_amount.label = _("Counted on")


class ForecastAdjustment(Record):
    """A manager's own number over a rep's submission; the newest one holds, the earlier ones stay to be read."""

    submission = models.ForeignKey(ForecastSubmission, models.PROTECT, related_name="adjustments", verbose_name=_("Forecast"))
    commit_amount = models.DecimalField(_("Commit"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)])
    best_case_amount = _amount(_("Best case"))
    reason = models.CharField(_("Reason"), max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Adjusted by"))

    access = Access(via="submission")

    class Meta:
        verbose_name = _("Forecast adjustment")
        verbose_name_plural = _("Forecast adjustments")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.commit_amount}"
