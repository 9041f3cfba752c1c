"""What a person is called at a messaging service."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..vendors import VENDORS


class Handle(Record):
    """Entered by the person, or for her by an administrator."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="handles", verbose_name=_("Person"))
    service = models.CharField(_("Service"), max_length=40)
    value = models.CharField(_("Called there"), max_length=120)

    access = Access(owner="person", sensitive=("value",))

    class Meta:
        verbose_name = _("Account at a messaging service")
        verbose_name_plural = _("Accounts at messaging services")
        constraints = [models.UniqueConstraint(fields=["person", "service"], name="one_handle_per_person_and_service")]

    def __str__(self) -> str:
        return f"{self.person} · {VENDORS[self.service].label if self.service in VENDORS else self.service}"
