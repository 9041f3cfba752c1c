"""By what a program signs in as a person: never more than the person may, and often less."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Reach
from ..queries import TokenQuerySet


class Token(Record):
    """Only the hash of the secret is kept; `begins` is what people tell tokens apart by."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name=_("Person"))
    name = models.CharField(_("Name"), max_length=80)
    begins = models.CharField(_("Begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    reach = models.CharField(_("May"), max_length=5, choices=Reach, default=Reach.READ)
    screens = models.JSONField(_("Areas"), default=list, blank=True, help_text=_("None chosen: every area that the person may see."))
    expires_on = models.DateField(_("Last day"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("Last used"), null=True, blank=True, editable=False)

    objects = TokenQuerySet.as_manager()
    access = Access(owner="person")

    class Meta:
        verbose_name = _("Access token")
        verbose_name_plural = _("Access tokens")

    def __str__(self) -> str:
        return self.name

    @property
    def may_write(self) -> bool:
        return self.reach == Reach.WRITE

    def opens(self, slug: str) -> bool:
        return not self.screens or slug in self.screens
