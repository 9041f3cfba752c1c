"""How many visits a person makes on a working day: what needed visits are set against."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

USUAL = Decimal(3)
"""As long as nobody states another number."""


class VisitCapacity(Record):
    """One person's, or without a person everybody's who has none of her own."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Person"),
        help_text=_("Empty: everybody who has no number of her own"),
    )
    visits_a_day = models.DecimalField(
        _("Visits on a working day"), max_digits=4, decimal_places=1, default=USUAL, validators=[MinValueValidator(0), MaxValueValidator(50)]
    )

    access = Access()

    class Meta:
        verbose_name = _("Visits a day")
        verbose_name_plural = _("Visits a day")
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(archived_at=None), name="one_capacity_of_a_person")]

    def __str__(self) -> str:
        return str(self.person or _("Everybody"))

    def clean(self) -> None:
        same = VisitCapacity.objects.active().filter(person=self.person).exclude(pk=self.pk)
        if self.is_active and same.exists():
            raise ValidationError({"person": _("There is a number for %(person)s already: change that one.") % {"person": self}})
