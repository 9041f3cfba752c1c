"""One connection to a messaging service: a group's robot, or the company's own app."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.notices.kinds import KINDS
from kaituo.integrations.connection import Connection

from ..choices import Reach
from ..vendors import VENDORS, Vendor


class Outlet(Connection):
    """Addresses are sealed too: whoever knows a robot's address can write to its group."""

    purpose, shelf = "kaituo.messengers", VENDORS

    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Team that reads the group"))
    kinds = models.JSONField(_("Kinds of notice"), default=list, blank=True)
    is_on = models.BooleanField(_("Sends"), default=True, editable=False)

    access = Access()

    class Meta:
        verbose_name = _("Messaging service")
        verbose_name_plural = _("Messaging services")

    def clean(self) -> None:
        super().clean()
        if VENDORS[self.service].reach == Reach.GROUP and self.team_id is None:
            raise ValidationError({"team": _("Say which team reads the group: only what each of its members may see is sent there.")})
        if not set(self.kinds) <= set(KINDS):
            raise ValidationError({"kinds": _("One of these kinds does not exist.")})

    @property
    def vendor(self) -> Vendor | None:
        return VENDORS.get(self.service)

    def kinds_said(self) -> str:
        return "、".join(str(KINDS[name].label) for name in self.kinds if name in KINDS)

    kinds_said.label = _("Kinds of notice")
