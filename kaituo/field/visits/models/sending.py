"""What a phone sent, under the key that it made: the reason why the same thing sent twice is done once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access

from ..choices import Deed, Outcome


class Sending(models.Model):
    """Written in the transaction of the deed itself. What was not taken keeps what was sent, so that nothing is lost; a photo is an attachment of it then."""

    key = models.UUIDField(unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sendings", verbose_name=_("Person"))
    deed = models.CharField(_("What was sent"), max_length=10, choices=Deed)
    visit = models.ForeignKey("visits.Visit", models.SET_NULL, null=True, related_name="sendings", verbose_name=_("Visit"))
    received_at = models.DateTimeField(_("Received"), db_index=True)
    outcome = models.CharField(_("Outcome"), max_length=8, choices=Outcome)
    answer = models.TextField(_("Why not"), blank=True)
    content = models.JSONField(_("What it said"), default=dict)

    access = Access(owner="person")
    is_new = False
    """Only while its deed is being done."""

    class Meta:
        verbose_name = _("Sent from a phone")
        verbose_name_plural = _("Sent from phones")
        indexes = [models.Index(fields=["person", "outcome", "-received_at"])]

    def __str__(self) -> str:
        return str(self.get_deed_display())
