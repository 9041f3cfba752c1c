"""A connection to another service: what was entered for it is sealed as a whole, and how the last trial went is kept with it. Abstract."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.records.models import Record

from .answers import plainly
from .sealed import opened, seal


class Connection(Record):
    """`purpose` is what the settings are sealed for; `shelf` holds what services there are, by name, each with a `label` and its `settings`."""

    purpose: ClassVar[str]
    shelf: ClassVar[Mapping[str, Any]]
    is_on: bool

    name = models.CharField(_("Name"), max_length=80)
    service = models.CharField(_("Service"), max_length=40)
    sealed_settings = models.TextField(editable=False)
    tried_at = models.DateTimeField(_("Last tried"), null=True, blank=True, editable=False)
    is_working = models.BooleanField(_("Worked when last tried"), null=True, editable=False)
    said = models.CharField(pgettext_lazy("delivery", "Answer"), max_length=300, blank=True, editable=False)

    unlogged = ("sealed_settings",)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.service not in self.shelf:
            raise ValidationError({"service": _("Choose a service.")})

    @property
    def settings(self) -> dict[str, str]:
        """Opened, what was never entered as it is delivered; for whoever asks the service, never for a page."""
        there = self.shelf.get(self.service)
        usual = {each.name: each.default for each in there.settings} if there else {}
        return usual | self._entered

    @property
    def _entered(self) -> dict[str, str]:
        return json.loads(opened(self.purpose, self.sealed_settings)) if self.sealed_settings else {}

    def keep(self, settings: dict[str, Any]) -> None:
        """What is left empty stays as it was."""
        self.sealed_settings = seal(self.purpose, json.dumps({**self._entered, **{name: value for name, value in settings.items() if value}}))

    @property
    def is_off(self) -> bool:
        return not self.is_on

    def service_label(self) -> str:
        there = self.shelf.get(self.service)
        return str(there.label) if there else self.service

    service_label.label = _("Service")

    def said_plainly(self) -> str:
        return plainly(self.said)

    said_plainly.label = pgettext_lazy("delivery", "Answer")
