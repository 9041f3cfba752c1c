"""The threshold of a cause, where this company sees it otherwise than the program does."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import CauseKey


class CauseRule(Record):
    """Shares are fractions: 0.1 is 10 percent."""

    cause = models.CharField(pgettext_lazy("cockpit", "Cause"), max_length=20, choices=CauseKey, unique=True)
    is_on = models.BooleanField(_("Looked at"), default=True)
    threshold = models.DecimalField(_("Threshold"), max_digits=12, decimal_places=4)
    least_count = models.PositiveSmallIntegerField(_("Least records"), default=0, help_text=_("With fewer nobody is judged by it"))
    weight = models.PositiveSmallIntegerField(pgettext_lazy("cockpit", "Weight"), default=1, validators=[MaxValueValidator(10)])

    access = Access()

    class Meta:
        verbose_name = _("Rule of the cockpit")
        verbose_name_plural = _("Rules of the cockpit")
        ordering = ["cause"]

    def __str__(self) -> str:
        return self.get_cause_display()
