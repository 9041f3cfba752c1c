"""The three levels of a target, as everything that speaks of them keeps them."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import LEVELS


def amount_field(label: str, **options) -> models.DecimalField:
    return models.DecimalField(label, max_digits=18, decimal_places=2, validators=[MinValueValidator(0)], **options)


class Levels(models.Model):
    """Base, goal and stretch; only the goal must be there."""

    base_amount = amount_field(_("Base"), null=True, blank=True)
    goal_amount = amount_field(_("Goal"))
    stretch_amount = amount_field(_("Stretch"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def levels(self) -> dict[str, Decimal | None]:
        return {level: getattr(self, level) for level in LEVELS}
