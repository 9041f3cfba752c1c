"""What people do for a customer or a deal beside its responsible rep: helps, specialist, whatever administrators name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Right


class DutyRole(Record):
    name = models.CharField(pgettext_lazy("thing", "Name"), max_length=60)
    right = models.CharField(_("Opens"), max_length=8, choices=Right, default=Right.VIEW)
    shares_credit = models.BooleanField(_("Shares in the credit"), default=False)
    position = models.PositiveSmallIntegerField(pgettext_lazy("precedence", "Order"), default=10)

    access = Access()

    class Meta:
        verbose_name = _("Kind of duty")
        verbose_name_plural = _("Kinds of duties")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["name"], condition=Q(archived_at=None), name="one_duty_role_of_a_name")]

    def __str__(self) -> str:
        return self.name
