"""How several people share the credit of an order. No rows: the responsible rep has it all."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record


class OrderCredit(Record):
    """The shares of one order total 1, which `reactions.py` checks."""

    order = models.ForeignKey("orders.Order", models.CASCADE, related_name="credits", verbose_name=_("Order"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Person"))
    share = models.DecimalField(pgettext_lazy("credit", "Share"), max_digits=7, decimal_places=6)

    access = Access(via="order")

    class Meta:
        verbose_name = _("Credit share")
        verbose_name_plural = _("Credit shares")
        ordering = ["-share", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "person"], name="one_credit_per_person"),
            models.CheckConstraint(condition=Q(share__gt=0) & Q(share__lte=1), name="credit_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.person}"
