"""Rows that hold between two days. `ends_on` is the first day on which the row no longer holds; empty means open."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

FAR_FUTURE = date(9999, 12, 31)


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> "DatedQuerySet":
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


class Dated(models.Model):
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="%(class)s_dates_in_order")]

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
