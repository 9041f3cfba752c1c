"""What a plan would have cost in a past period: asked for, calculated in the background, kept to be read. It touches neither entries nor statements."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models import Record

from .plan import Plan


class Simulation(Record):
    """`result` is None until it is through; amounts in it are minor units of the plan's currency."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="simulations", verbose_name=_("Plan"))
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"))
    result = models.JSONField(null=True)

    access = Access(via="plan")

    class Meta:
        verbose_name = _("Simulation")
        verbose_name_plural = _("Simulations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.plan} · {self.period}"

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def is_waiting(self) -> bool:
        return self.result is None
