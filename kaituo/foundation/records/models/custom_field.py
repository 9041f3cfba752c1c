"""Fields that an administrator adds to a kind of record; the values live in the record's `extra`."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access

from .record import Record, RecordQuerySet


class CustomFieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", pgettext_lazy("numeric", "Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice")
    YES_NO = "yes_no", _("Yes or no")


class CustomFieldQuerySet(RecordQuerySet):
    def of(self, model: type[models.Model]) -> "CustomFieldQuerySet":
        return self.filter(model=model._meta.label)


class CustomField(Record):
    """Archived, it is asked for no longer; what was entered stays and is shown on the record's page."""

    model = models.CharField(_("Kind of record"), max_length=80)
    key = models.SlugField(pgettext_lazy("short name", "Key"), max_length=40)
    name = models.CharField(_("Name"), max_length=80)
    kind = models.CharField(_("Kind"), max_length=10, choices=CustomFieldKind)
    choices = models.JSONField(_("Choices"), default=list, blank=True)
    is_required = models.BooleanField(_("Required"), default=False)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    objects = CustomFieldQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Custom field")
        verbose_name_plural = _("Custom fields")
        ordering = ["model", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="one_custom_field_per_key")]

    def __str__(self) -> str:
        return self.name

    def drawn(self, value: Any) -> Any:
        """A kept value as what it is: dates and numbers are kept as text."""
        if value in (None, ""):
            return None
        if self.kind == CustomFieldKind.DATE:
            return parse_date(str(value))
        return Decimal(str(value)) if self.kind == CustomFieldKind.NUMBER else value
