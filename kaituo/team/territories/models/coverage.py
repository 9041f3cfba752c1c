"""In which territories each customer lies, and lay: derived from the definitions, kept so that reports and commissions read it at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.dated import Dated

from ..choices import Because
from ..queries import CoverageQuerySet


class Coverage(Dated):
    territory = models.ForeignKey("identity.Territory", models.CASCADE, related_name="coverage", verbose_name=_("Territory"))
    account = models.ForeignKey("customers.Account", models.CASCADE, related_name="territories", verbose_name=_("Account"))
    because = models.CharField(_("Because"), max_length=8, choices=Because)

    objects = CoverageQuerySet.as_manager()
    access = Access(owner="account__owner")

    class Meta(Dated.Meta):
        verbose_name = _("Customer in a territory")
        verbose_name_plural = _("Customers in territories")
        indexes = [models.Index(fields=["account", "starts_on"]), models.Index(fields=["territory", "starts_on"])]

    def __str__(self) -> str:
        return f"{self.account} · {self.territory}"


class PlaceChange(models.Model):
    """Since when a customer's place and industry are as they are: what was before that day is not reckoned anew."""

    account = models.OneToOneField("customers.Account", models.CASCADE, related_name="+", primary_key=True)
    changed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.changed_on}"
