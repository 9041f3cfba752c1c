"""Which dashboard stands on the first page: what a person chose, and what an administrator lays for everybody of a role."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import FrontPlace, Openness


class FrontPage(Record):
    """A person's own choice; without a dashboard she wants the plain page, whatever her role would show her."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Owner"))
    dashboard = models.ForeignKey("reports.Dashboard", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Dashboard"))
    place = models.CharField(pgettext_lazy("of a dashboard", "Place"), max_length=8, choices=FrontPlace, default=FrontPlace.BELOW)

    access = Access(owner="owner")

    class Meta:
        verbose_name = _("First page")
        verbose_name_plural = _("First pages")

    def __str__(self) -> str:
        return str(self.dashboard or _("The plain page"))


class RoleFrontPage(Record):
    """What whoever has the role sees first until she chooses otherwise. `position`: of several roles of a person the first counts."""

    role = models.OneToOneField("identity.Role", models.CASCADE, related_name="+", verbose_name=_("Role"))
    dashboard = models.ForeignKey("reports.Dashboard", models.CASCADE, related_name="+", verbose_name=_("Dashboard"))
    place = models.CharField(pgettext_lazy("of a dashboard", "Place"), max_length=8, choices=FrontPlace, default=FrontPlace.BELOW)
    position = models.PositiveSmallIntegerField(_("Position"), default=0, help_text=_("Of several roles of a person the lowest counts."))

    access = Access()

    class Meta:
        verbose_name = _("First page of a role")
        verbose_name_plural = _("First pages of roles")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.role} · {self.dashboard}"

    def clean(self) -> None:
        opened_for_role = self.dashboard_id and self.dashboard.openness == Openness.ROLE and self.dashboard.role_id == self.role_id
        if self.dashboard_id and not opened_for_role and self.dashboard.openness != Openness.COMPANY:
            raise ValidationError(
                {"dashboard": _("Whoever has the role does not see this dashboard. Have its owner open it for the role or the company.")}
            )
