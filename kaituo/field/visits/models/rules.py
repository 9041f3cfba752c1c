"""What the company rules about visits: when positions may be taken and how long they are kept, what is noticed, how often each class is visited."""

from datetime import time

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.sales.customers.choices import AccountClass

YEARS = 3650


class VisitRules(Record):
    """One row. Working hours are by the visitor's own clock, on the company's working days."""

    begins_at = models.TimeField(_("Positions from"), default=time(8))
    ends_at = models.TimeField(_("Positions until"), default=time(20))
    tolerance_m = models.PositiveIntegerField(_("Tolerance, metres"), default=300, validators=[MinValueValidator(20), MaxValueValidator(20_000)])
    accuracy_m = models.PositiveIntegerField(_("Worst accuracy, metres"), default=200, validators=[MinValueValidator(10)])
    skew_minutes = models.PositiveSmallIntegerField(_("Clock may be wrong by, minutes"), default=5)
    position_days = models.PositiveSmallIntegerField(
        _("Keep positions, days"), default=180, validators=[MinValueValidator(1), MaxValueValidator(YEARS)]
    )
    photo_days = models.PositiveSmallIntegerField(_("Keep photos, days"), default=730, validators=[MinValueValidator(1), MaxValueValidator(YEARS)])
    stamps_photos = models.BooleanField(_("Write time and customer on photos"), default=True)
    speed_kmh = models.PositiveSmallIntegerField(_("Usual speed between visits, km/h"), default=30, validators=[MinValueValidator(1)])

    access = Access()

    class Meta:
        verbose_name = _("Rules of visits")
        verbose_name_plural = _("Rules of visits")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        if self.begins_at and self.ends_at and self.ends_at <= self.begins_at:
            raise ValidationError({"ends_at": _("It ends after it begins.")})
        if self.is_active and type(self)._default_manager.active().exclude(pk=self.pk).exists():
            raise ValidationError(_("There are rules of visits already: change those."))


class Frequency(Record):
    """How often customers of a class are visited at least."""

    account_class = models.CharField(_("Class"), max_length=1, choices=AccountClass)
    every_days = models.PositiveSmallIntegerField(_("Visit at least every, days"), validators=[MinValueValidator(1), MaxValueValidator(730)])

    access = Access()

    class Meta:
        verbose_name = _("Visit frequency")
        verbose_name_plural = _("Visit frequencies")
        ordering = ["account_class"]
        constraints = [models.UniqueConstraint(fields=["account_class"], condition=Q(archived_at=None), name="one_frequency_per_class")]

    def __str__(self) -> str:
        return str(self.get_account_class_display())
