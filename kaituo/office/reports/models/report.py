"""A report as somebody saved it: what it asks for, and who may look at it. What each reader then sees is hers alone."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Openness
from ..engine.definition import Definition, Faulty, read
from ..queries import OpenedQuerySet


class Opened(Record):
    """Something of one person's that she may open to others."""

    name = models.CharField(_("Name"), max_length=120)
    notes = models.CharField(_("What it is for"), max_length=300, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Owner"))
    openness = models.CharField(_("Who sees it"), max_length=8, choices=Openness, default=Openness.PRIVATE)
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Team"))
    role = models.ForeignKey("identity.Role", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Role"))

    objects = OpenedQuerySet.as_manager()
    access = Access(owner="owner", is_limited=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.openness == Openness.TEAM and self.team_id is None:
            raise ValidationError({"team": _("Say for which team it is.")})
        if self.openness == Openness.ROLE and self.role_id is None:
            raise ValidationError({"role": _("Say for which role it is.")})


class Report(Opened):
    definition = models.JSONField(_("What it asks for"), default=dict, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("one's own", "Report")
        verbose_name_plural = pgettext_lazy("one's own", "Reports")
        ordering = ["name", "pk"]

    def clean(self) -> None:
        super().clean()
        try:
            read(self.definition)
        except Faulty as fault:
            raise ValidationError(_("The report cannot be read: %(code)s"), params={"code": fault.code}) from fault

    def asked(self) -> Definition:
        """Raises Faulty, where the product no longer knows what was saved."""
        return read(self.definition)
