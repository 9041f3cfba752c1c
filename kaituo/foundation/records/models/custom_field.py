"""Fields that an administrator adds to a kind of record; the values live in the record's `extra`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access


class CustomFieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", pgettext_lazy("numeric", "Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice")
    YES_NO = "yes_no", _("Yes or no")


class CustomField(models.Model):
    model = models.CharField(_("Kind of record"), max_length=80)
    key = models.SlugField(pgettext_lazy("short name", "Key"), max_length=40)
    name = models.CharField(_("Name"), max_length=80)
    kind = models.CharField(_("Kind"), max_length=10, choices=CustomFieldKind)
    choices = models.JSONField(_("Choices"), default=list, blank=True)
    is_required = models.BooleanField(_("Required"), default=False)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    access = Access()

    class Meta:
        verbose_name = _("Custom field")
        verbose_name_plural = _("Custom fields")
        ordering = ["model", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="one_custom_field_per_key")]

    def __str__(self) -> str:
        return self.name
