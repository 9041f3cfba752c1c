"""A place where our people work."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.sales.customers.models.place import Placed


class Office(Placed):
    code = models.CharField(_("Code"), max_length=40, unique=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=20, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)

    access = Access()

    class Meta:
        verbose_name = pgettext_lazy("place", "Office")
        verbose_name_plural = _("Offices")
        ordering = ["code"]

    def clean(self) -> None:
        super().clean()
        if not self.city:
            raise ValidationError({"city": _("Say the city, or choose the division.")})

    def __str__(self) -> str:
        return self.city
