"""What the forecast said on past days: the sums of each person and period, and how each deal stood. A row holds until the next one of the same kind."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access

from ..choices import Category, Outcome
from ..engine.forecast import Forecast


def _amount(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=18, decimal_places=2, default=0)


class ForecastSnapshot(models.Model):
    """As it stood at the end of `taken_on`, in base currency, each category by itself; `said_amount` is what the company counted on."""

    taken_on = models.DateField(_("As of"))
    period = models.CharField(_("Period"), max_length=10)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Person"))
    closed = _amount(pgettext_lazy("deals", "Closed"))
    commit_alone = _amount(_("Commit"))
    best_case_alone = _amount(_("Best case"))
    pipeline_alone = _amount(_("Open pipeline"))
    weighted = _amount(_("Weighted"))
    said_amount = models.DecimalField(_("Counted on"), max_digits=18, decimal_places=2, null=True)

    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Forecast of a day")
        verbose_name_plural = _("Forecasts of days")
        constraints = [models.UniqueConstraint(fields=["period", "owner", "taken_on"], name="one_forecast_per_day")]

    def __str__(self) -> str:
        return f"{self.owner} · {self.period} · {self.taken_on}"

    @property
    def forecast(self) -> Forecast:
        return Forecast(*(getattr(self, name) for name in Forecast.__dataclass_fields__))

    @property
    def worth(self) -> tuple[Forecast, Decimal | None]:
        """What makes two days the same."""
        return self.forecast, self.said_amount


class DealStanding(models.Model):
    """How a deal stood from the end of `taken_on` on, in its own currency. `counts_on` is the day it was won on, else expected on."""

    opportunity = models.ForeignKey("pipeline.Opportunity", models.CASCADE, related_name="standings", verbose_name=_("Opportunity"))
    taken_on = models.DateField(_("As of"))
    stage = models.ForeignKey("pipeline.Stage", models.PROTECT, related_name="+", verbose_name=_("Stage"))
    category = models.CharField(_("Forecast category"), max_length=12, choices=Category, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=4, choices=Outcome)
    amount = _amount(_("Amount"))
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES)
    counts_on = models.DateField(_("Expected close"))

    access = Access(via="opportunity")

    class Meta:
        verbose_name = _("Standing of a deal")
        verbose_name_plural = _("Standings of deals")
        indexes = [models.Index(fields=["opportunity", "taken_on"]), models.Index(fields=["counts_on"])]

    def __str__(self) -> str:
        return f"{self.opportunity} · {self.taken_on}"

    @property
    def worth(self) -> tuple:
        return self.stage_id, self.category, self.outcome, self.amount, self.currency, self.counts_on
