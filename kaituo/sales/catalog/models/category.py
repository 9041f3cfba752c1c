"""A shelf of the catalogue; shelves stand within shelves."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record


class Category(Record):
    name = models.CharField(_("Name"), max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("Category above"))
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    access = Access()

    class Meta:
        verbose_name = _("Product category")
        verbose_name_plural = _("Product categories")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        above, seen = self.parent, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("A category cannot stand within itself.")})
            seen.add(above.pk)
            above = above.parent
