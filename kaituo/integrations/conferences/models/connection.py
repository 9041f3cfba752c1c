"""A connection to a conference service, by which links for meetings are made."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.integrations.answers import plainly
from kaituo.integrations.sealed import opened, seal

from ..platforms import SERVICES, Service

PURPOSE = "kaituo.conferences"


class ConferenceService(Record):
    """What was entered for it is sealed as a whole. One connection of each kind is enough for a company."""

    name = models.CharField(_("Name"), max_length=80)
    service = models.CharField(_("Service"), max_length=40)
    is_on = models.BooleanField(_("Makes links"), default=True, editable=False)
    sealed_settings = models.TextField(editable=False)
    tried_at = models.DateTimeField(_("Last tried"), null=True, blank=True, editable=False)
    is_working = models.BooleanField(_("Worked when last tried"), null=True, editable=False)
    said = models.CharField(pgettext_lazy("delivery", "Answer"), max_length=300, blank=True, editable=False)

    access = Access()
    unlogged = ("sealed_settings",)

    class Meta:
        verbose_name = _("Conference service")
        verbose_name_plural = _("Conference services")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.service not in SERVICES:
            raise ValidationError({"service": _("Choose a service.")})

    @property
    def kind(self) -> Service | None:
        return SERVICES.get(self.service)

    @property
    def settings(self) -> dict[str, str]:
        """Opened, what was never entered as it is delivered; for whoever asks the service, never for a page."""
        usual = {each.name: each.default for each in self.kind.settings} if self.kind else {}
        return usual | (json.loads(opened(PURPOSE, self.sealed_settings)) if self.sealed_settings else {})

    def keep(self, settings: dict[str, Any]) -> None:
        """What is left empty stays as it was."""
        self.sealed_settings = seal(PURPOSE, json.dumps({**self.settings, **{name: value for name, value in settings.items() if value}}))

    @property
    def is_off(self) -> bool:
        return not self.is_on

    def service_label(self) -> str:
        return str(self.kind.label) if self.kind else self.service

    service_label.label = _("Service")

    def said_plainly(self) -> str:
        return plainly(self.said)

    said_plainly.label = pgettext_lazy("delivery", "Answer")
