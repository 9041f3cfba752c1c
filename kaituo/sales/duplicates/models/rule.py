"""What happens when a record comes in that is like another, key by key and door by door."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Key, Mode


class DuplicateRule(Record):
    """A key of which no rule speaks is treated as the product is delivered."""

    model = models.CharField(_("Kind of record"), max_length=80)
    key = models.CharField(_("Alike by"), max_length=12, choices=Key)
    form = models.CharField(_("Form"), max_length=8, choices=Mode, default=Mode.WARN)
    imports = models.CharField(_("Import"), max_length=8, choices=Mode, default=Mode.WARN)
    api = models.CharField(_("Interface (API)"), max_length=8, choices=Mode, default=Mode.WARN)
    public = models.CharField(_("Public form"), max_length=8, choices=Mode, default=Mode.ALLOW)

    access = Access()

    class Meta:
        verbose_name = _("Rule on duplicates")
        verbose_name_plural = _("Rules on duplicates")
        ordering = ["model", "key"]
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="one_rule_per_key")]

    def __str__(self) -> str:
        return self.get_key_display()
