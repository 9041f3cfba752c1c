"""One connection to a messaging service: a group's robot, or the company's own app."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.notices.kinds import KINDS
from kaituo.foundation.records.models import Record
from kaituo.integrations.sealed import opened, seal

from ..choices import Reach
from ..vendors import VENDORS, Vendor

PURPOSE = "kaituo.messengers"


class Outlet(Record):
    """What was entered for it is sealed as a whole, addresses too: whoever knows a robot's address can write to its group."""

    name = models.CharField(_("Name"), max_length=80)
    service = models.CharField(_("Service"), max_length=40)
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Team that reads the group"))
    kinds = models.JSONField(_("Kinds of notice"), default=list, blank=True)
    is_on = models.BooleanField(_("Sends"), default=True, editable=False)
    sealed_settings = models.TextField(editable=False)
    tried_at = models.DateTimeField(_("Last tried"), null=True, blank=True, editable=False)
    is_working = models.BooleanField(_("Worked when last tried"), null=True, editable=False)
    said = models.CharField(pgettext_lazy("delivery", "Answer"), max_length=300, blank=True, editable=False)

    access = Access()

    class Meta:
        verbose_name = _("Messaging service")
        verbose_name_plural = _("Messaging services")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.service not in VENDORS:
            raise ValidationError({"service": _("Choose a service.")})
        if VENDORS[self.service].reach == Reach.GROUP and self.team_id is None:
            raise ValidationError({"team": _("Say which team reads the group: only what each of its members may see is sent there.")})
        if not set(self.kinds) <= set(KINDS):
            raise ValidationError({"kinds": _("One of these kinds does not exist.")})

    @property
    def vendor(self) -> Vendor | None:
        return VENDORS.get(self.service)

    @property
    def settings(self) -> dict[str, str]:
        """Opened; for whoever sends, never for a page."""
        return json.loads(opened(PURPOSE, self.sealed_settings)) if self.sealed_settings else {}

    def keep(self, settings: dict[str, Any]) -> None:
        """What is left empty stays as it was."""
        self.sealed_settings = seal(PURPOSE, json.dumps({**self.settings, **{name: value for name, value in settings.items() if value}}))

    @property
    def is_off(self) -> bool:
        return not self.is_on

    def service_label(self) -> str:
        return str(self.vendor.label) if self.vendor else self.service

    service_label.label = _("Service")

    def kinds_said(self) -> str:
        return "、".join(str(KINDS[name].label) for name in self.kinds if name in KINDS)

    kinds_said.label = _("Kinds of notice")

    def said_plainly(self) -> str:
        return gettext(self.said) if self.said else ""

    said_plainly.label = pgettext_lazy("delivery", "Answer")
