"""Which column feeds which field, under a name, so that next month's export of the same system is mapped with one choice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Mode


class Mapping(Record):
    """`columns`: field → headings. Its own maker's, as long as it is not for all."""

    name = models.CharField(_("Name"), max_length=80)
    slug = models.CharField(_("What is imported"), max_length=60)
    columns = models.JSONField(_("Columns"), default=dict)
    mode = models.CharField(_("What is done"), max_length=6, choices=Mode, default=Mode.UPSERT)
    key = models.CharField(_("Found again by"), max_length=60, blank=True)

    access = Access(owner="created_by")

    class Meta:
        verbose_name = _("Column mapping")
        verbose_name_plural = _("Column mappings")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
