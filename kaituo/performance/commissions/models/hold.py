"""What is held back of a commission until the customer pays."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access

from .plan import Component


class Hold(models.Model):
    """One credit that earned under a rule that pays as the customer pays: earned and paid by approved runs so far, in minor units.

    The sum of those runs' lines, kept so that a run need not read all lines there ever were: it looks at what is not settled, and at what moved.
    """

    payee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Payee"))
    component = models.ForeignKey(Component, models.PROTECT, related_name="holds", verbose_name=_("Component"))
    entry_id = models.BigIntegerField()
    source_type = models.CharField(max_length=80)
    source_id = models.BigIntegerField()
    earned_on = models.DateField()
    earned_minor = models.BigIntegerField(default=0)
    paid_minor = models.BigIntegerField(default=0)
    is_settled = models.BooleanField(default=False)

    access = Access(owner="payee")

    class Meta:
        verbose_name = _("Commission held back")
        verbose_name_plural = _("Commissions held back")
        constraints = [models.UniqueConstraint(fields=["entry_id", "component", "payee"], name="one_hold_per_credit_and_rule")]
        indexes = [
            models.Index(fields=["is_settled", "component"], name="hold_waiting"),
            models.Index(fields=["source_type", "source_id"], name="hold_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.payee} · {self.component} · {self.entry_id}"
