"""A span of days whose entries no longer change; what comes late is an adjustment in the open period after it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record


class ClosedPeriod(Record):
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), help_text=_("The first day that is open again"))
    is_closed = models.BooleanField(pgettext_lazy("books", "Closed"), default=True, editable=False)

    access = Access()

    class Meta:
        verbose_name = _("Closed period")
        verbose_name_plural = _("Closed periods")
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("The end must lie after the start.")})

    def holds(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on
