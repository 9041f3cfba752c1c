"""When which part of an order is to be paid."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record


class PaymentPlan(Record):
    order = models.ForeignKey("orders.Order", models.CASCADE, related_name="payment_plans", verbose_name=_("Order"))
    due_on = models.DateField(pgettext_lazy("when", "Due"))
    amount = models.DecimalField(_("Amount"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)])
    note = models.CharField(_("Note"), max_length=200, blank=True)

    access = Access(via="order")

    class Meta:
        verbose_name = _("Planned payment")
        verbose_name_plural = _("Payment plan")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on", "id"])]

    def __str__(self) -> str:
        return f"{self.order} · {self.due_on}"
