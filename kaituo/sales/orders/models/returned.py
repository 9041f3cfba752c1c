"""Goods that came back. Its lines lower revenue in the period of the return, not in that of the sale."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.numbering import next_number


class Return(Record):
    number = models.CharField(_("Number"), max_length=40, unique=True, blank=True)
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="returns", verbose_name=_("Order"))
    returned_on = models.DateField(_("Returned on"))
    reason = models.CharField(_("Reason"), max_length=300)

    access = Access(via="order")

    class Meta:
        verbose_name = _("Return")
        verbose_name_plural = _("Returns")
        ordering = ["-returned_on", "-pk"]

    def __str__(self) -> str:
        return self.number

    def prepare(self) -> None:
        self.number = self.number or next_number(f"RT-{self.returned_on.year}-")
