"""Another system that wants to hear of what happens here, with the eyes of one person."""

import base64
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.facts import FACTS
from kaituo.foundation.records.models import Event, Record
from kaituo.integrations.sealed import opened, seal

from ..choices import EVERYTHING

PURPOSE = "kaituo.webhooks"
GRACE = timedelta(hours=24)
"""So long messages are signed with the former secret too, after it was renewed: time to enter the new one over there."""


class Subscription(Record):
    """The secret is kept sealed by the installation's key, so that neither the database nor the audit log gives it away."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="webhooks", verbose_name=_("With the eyes of"))
    name = models.CharField(_("Name"), max_length=80)
    url = models.URLField(_("Address"), max_length=500)
    facts = models.JSONField(pgettext_lazy("webhook", "Facts"), default=list, help_text=_("Names of facts; “*” for all."))
    is_on = models.BooleanField(_("Sends"), default=True, editable=False)
    failed_count = models.PositiveIntegerField(_("Failed in a row"), default=0, editable=False)
    sealed_secret = models.CharField(max_length=300, editable=False)
    sealed_former_secret = models.CharField(max_length=300, blank=True, editable=False)
    former_until_at = models.DateTimeField(_("Former secret signs until"), null=True, blank=True, editable=False)

    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Webhook")
        verbose_name_plural = _("Webhooks")

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        if not self.sealed_secret:
            self.renew_secret()

    def clean(self) -> None:
        if not self.url.startswith(("https://", "http://")):
            raise ValidationError({"url": _("The address begins with https:// or http://.")})
        if not self.facts or not set(self.facts) <= {EVERYTHING, *FACTS}:
            raise ValidationError({"facts": _("Choose at least one fact.")})

    def renew_secret(self) -> str:
        self.sealed_former_secret, self.former_until_at = self.sealed_secret, timezone.now() + GRACE if self.sealed_secret else None
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
        self.sealed_secret = seal(PURPOSE, secret)
        return secret

    @property
    def secret(self) -> str:
        return opened(PURPOSE, self.sealed_secret)

    @property
    def signing_secrets(self) -> list[str]:
        """The secret and, while its grace lasts, the one before: a receiver takes a message that either of them signed."""
        in_grace = self.former_until_at is not None and timezone.now() < self.former_until_at
        return [self.secret, opened(PURPOSE, self.sealed_former_secret)] if in_grace else [self.secret]

    @property
    def is_off(self) -> bool:
        return not self.is_on

    def wants(self, event: Event) -> bool:
        return EVERYTHING in self.facts or event.name in self.facts
