"""How the organisation pays commission out: the columns of its pay file, the days for objections, and what becomes of money held back for those who left."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

MOST_DAYS = 365
DAYS = [MinValueValidator(1), MaxValueValidator(MOST_DAYS)]


class PayRules(Record):
    """There is one. `columns` are the names of the pay file's columns in their order; empty: those that are usual."""

    columns = models.JSONField(_("Columns of the pay file"), default=list, blank=True)
    objection_days = models.PositiveSmallIntegerField(
        _("Days to object"), default=10, validators=DAYS, help_text=_("Counted from the review of the run")
    )
    answer_days = models.PositiveSmallIntegerField(
        _("Days to answer an objection"), default=10, validators=DAYS, help_text=_("Of manager and finance together")
    )
    pays_after_leaving = models.BooleanField(
        _("Pay on after somebody left the plan"),
        default=True,
        help_text=_("What was earned before and is collected later is still paid out. Otherwise it is lost on the day she leaves the plan."),
    )

    access = Access()

    class Meta:
        verbose_name = _("Rules of payment")
        verbose_name_plural = _("Rules of payment")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        if self._state.adding and PayRules.objects.exists():
            raise ValidationError(_("There are rules of payment already. Change those."))


def pay_rules() -> PayRules:
    """Those in force; unsaved with their defaults in an installation that has none."""
    return PayRules.objects.active().order_by("pk").first() or PayRules()
