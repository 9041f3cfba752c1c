"""A place where our people work."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record


class Office(Record):
    code = models.CharField(_("Code"), max_length=40, unique=True)
    city = models.CharField(_("City"), max_length=80)
    country = models.CharField(_("Country"), max_length=60, blank=True)
    region = models.CharField(_("Province or state"), max_length=60, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=20, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)

    access = Access()

    class Meta:
        verbose_name = pgettext_lazy("place", "Office")
        verbose_name_plural = _("Offices")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.city
