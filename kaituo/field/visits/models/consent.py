"""That a person agreed to have her position kept at check-in and check-out, to which text, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock

WORDING = 1
"""The number of the text on the page of consent; whoever agreed to an older one is asked anew."""


class Consent(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visit_consents", verbose_name=_("Person"))
    wording = models.PositiveSmallIntegerField(_("Version of the text"), default=WORDING)
    given_at = models.DateTimeField(_("Given"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True)

    access = Access(owner="person")

    class Meta:
        verbose_name = _("Consent to positions")
        verbose_name_plural = _("Consents to positions")
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(withdrawn_at=None), name="one_standing_consent")]

    def __str__(self) -> str:
        return str(self.person)
