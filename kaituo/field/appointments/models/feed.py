"""The secret address under which another calendar program reads a person's calendar."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock


class Feed(models.Model):
    """Only the digest of the address is kept: it is shown once, when it is opened. A person has one at a time."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name=_("Person"))
    digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField(_("Opened"), default=clock.now)
    read_at = models.DateTimeField(_("Last read"), null=True)

    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Calendar feed")
        verbose_name_plural = _("Calendar feeds")

    def __str__(self) -> str:
        return str(self.owner)
