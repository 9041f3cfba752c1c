"""A connection to a conference service, by which links for meetings are made."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.integrations.connection import Connection

from ..platforms import SERVICES, Service


class ConferenceService(Connection):
    """One connection of each kind is enough for a company."""

    purpose, shelf = "kaituo.conferences", SERVICES

    is_on = models.BooleanField(_("Makes links"), default=True, editable=False)

    access = Access()

    class Meta:
        verbose_name = _("Conference service")
        verbose_name_plural = _("Conference services")

    @property
    def kind(self) -> Service | None:
        return SERVICES.get(self.service)
