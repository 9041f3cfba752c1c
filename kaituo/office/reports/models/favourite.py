"""A report somebody wants at hand: one of her own or her colleagues', or a ready one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record


class Favourite(Record):
    """`ready` is the key of a ready report, where it is one."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Owner"))
    report = models.ForeignKey("reports.Report", models.CASCADE, null=True, blank=True, related_name="favourites", verbose_name=_("Report"))
    ready = models.SlugField(_("Ready report"), max_length=60, blank=True)

    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Favourite")
        verbose_name_plural = _("Favourites")
        constraints = [
            models.UniqueConstraint(fields=["owner", "report"], condition=models.Q(report__isnull=False), name="a_report_once_among_favourites"),
            models.UniqueConstraint(fields=["owner", "ready"], condition=~models.Q(ready=""), name="a_ready_report_once_among_favourites"),
        ]

    def __str__(self) -> str:
        return str(self.report) if self.report_id else self.ready
