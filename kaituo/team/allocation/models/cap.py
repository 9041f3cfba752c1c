"""How many customers a person may hold."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..queries import HoldingCapQuerySet


class HoldingCap(Record):
    """Of several that bind a person the smallest counts. Whoever is over it keeps what she has and claims nothing new."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="holding_caps", verbose_name=_("Person"))
    team = models.ForeignKey(
        "identity.Team", models.CASCADE, null=True, blank=True, related_name="holding_caps", verbose_name=_("Each person in the team")
    )
    most = models.PositiveIntegerField(_("Customers at most"))
    counts_won = models.BooleanField(_("Customers that bought count too"), default=False)
    note = models.CharField(_("Note"), max_length=200, blank=True)

    objects = HoldingCapQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Holding cap")
        verbose_name_plural = _("Holding caps")

    def __str__(self) -> str:
        return f"{self.user or self.team or _('Everybody')}: {self.most}"

    def clean(self) -> None:
        if self.user_id and self.team_id:
            raise ValidationError({"team": _("Name a person or a team, not both.")})
