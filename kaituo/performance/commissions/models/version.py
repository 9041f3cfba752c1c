"""A version of a run: one calculation of it. One is in use; one may be proposed beside it; those of before stay to be read."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.money import Money

from ..choices import VersionState
from .run import Run


class RunVersion(models.Model):
    """Its lines hang on statements only while it is in use. `done` names the plans whose lines are written while it is being written."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="versions", verbose_name=_("Run"))
    number = models.PositiveIntegerField(_("Version"))
    state = models.CharField(_("State"), max_length=10, choices=VersionState, default=VersionState.WRITTEN)
    total_minor = models.BigIntegerField(default=0)
    payee_count = models.PositiveIntegerField(_("Payees"), default=0)
    line_count = models.PositiveIntegerField(_("Lines"), default=0)
    calculated_at = models.DateTimeField(pgettext_lazy("when", "Calculated"), null=True)
    calculated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Calculated by"))
    done = models.JSONField(default=list)

    access = Access(via="run")

    class Meta:
        verbose_name = _("Version of a run")
        verbose_name_plural = _("Versions of runs")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="versions_of_a_run_are_numbered")]

    def __str__(self) -> str:
        return _("%(run)s, version %(number)s") % {"run": self.run, "number": self.number}

    @property
    def total(self) -> Decimal:
        return Money.from_minor(self.total_minor, self.run.currency).amount

    @property
    def is_in_use(self) -> bool:
        return self.state == VersionState.IN_USE

    @property
    def is_proposed(self) -> bool:
        return self.state == VersionState.PROPOSED
