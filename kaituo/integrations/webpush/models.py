"""Devices that may be pushed to, and the one pair of keys by which their push services know this installation."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record


class Device(Record):
    """A browser in which a person switched push messages on. The address and the two keys are what the browser's push service gave it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_devices", verbose_name=_("Person"))
    name = models.CharField(_("Device"), max_length=120)
    endpoint = models.CharField(_("Address of the push service"), max_length=1000)
    endpoint_hash = models.CharField(max_length=64, unique=True, editable=False)
    public_key = models.CharField(max_length=120)
    secret = models.CharField(max_length=60)
    last_sent_at = models.DateTimeField(_("Last message"), null=True, blank=True)

    access = Access(owner="person")
    unlogged = ("endpoint", "public_key", "secret", "endpoint_hash")

    class Meta:
        verbose_name = _("Device for push messages")
        verbose_name_plural = _("Devices for push messages")

    def __str__(self) -> str:
        return self.name

    def archive_keys(self) -> None:
        """Put away without what is needed to reach it."""
        self.archived_at, self.public_key, self.secret = clock.now(), "", ""
        self.save(update_fields=["archived_at", "public_key", "secret"])


class PushKey(models.Model):
    """Made when the first device asks, then for ever the same: every device subscribed with it. The private half is sealed."""

    number = models.PositiveSmallIntegerField(unique=True, default=1, editable=False)
    public = models.CharField(_("Public key"), max_length=120)
    sealed_private = models.TextField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Key of push messages")
        verbose_name_plural = _("Keys of push messages")

    def __str__(self) -> str:
        return self.public
