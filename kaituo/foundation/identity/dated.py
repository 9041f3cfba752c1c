"""Rows that hold between two days. `ends_on` is the first day on which the row no longer holds; empty means open."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FAR_FUTURE = date(9999, 12, 31)


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> "DatedQuerySet":
        return self.not_over(day).filter(starts_on__lte=day)

    def not_over(self, day: date) -> "DatedQuerySet":
        """Those that hold on the day, and those that begin later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class Dated(models.Model):
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="%(class)s_dates_in_order")]

    @property
    def last_on(self) -> date | None:
        """The last day on which it holds, as people say it; None: open."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def is_not_over(self) -> bool:
        return self.ends_on is None or self.ends_on > timezone.localdate()

    def clean(self) -> None:
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day lies before the first.")})

    def close(self) -> None:
        """Let it hold no longer from today on; one that has not begun never will. Unsaved."""
        self.ends_on = max(timezone.localdate(), self.starts_on)

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
