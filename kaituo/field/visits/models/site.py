"""Where a customer is, to the digit that somebody typed or that was taken at a check-in. The middle of a city needs no row (`places`)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Source

KNOWN = [choice for choice in Source.choices if choice[0] in {Source.TYPED, Source.CHECKED_IN}]


class Site(Record):
    account = models.OneToOneField("customers.Account", models.CASCADE, related_name="site", verbose_name=_("Account"))
    latitude = models.DecimalField(
        _("Latitude"), max_digits=8, decimal_places=5, validators=[MinValueValidator(-90), MaxValueValidator(90)], help_text=_("WGS 84, as GPS says")
    )
    longitude = models.DecimalField(_("Longitude"), max_digits=8, decimal_places=5, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    source = models.CharField(_("Known from"), max_length=10, choices=KNOWN, default=Source.TYPED, editable=False)

    access = Access(via="account")

    class Meta:
        verbose_name = _("Place of a customer")
        verbose_name_plural = _("Places of customers")

    def __str__(self) -> str:
        return str(self.account)
