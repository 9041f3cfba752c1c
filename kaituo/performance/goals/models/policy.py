"""How the organisation handles goals: from when on a target is behind, and how long an answer to a proposal may take."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.performance.goals.engine.alerts import USUAL, Edges

RATES = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))]


class GoalPolicy(Record):
    """There is one. Rates are of the pace that a target should have by today: 0.8 is four fifths of it."""

    behind_rate = models.DecimalField(_("Behind below this part of the pace"), max_digits=5, decimal_places=4, default=USUAL.behind, validators=RATES)
    far_behind_rate = models.DecimalField(
        _("Far behind below"), max_digits=5, decimal_places=4, default=USUAL.far_behind, validators=RATES, help_text=_("Told once more")
    )
    fine_again_rate = models.DecimalField(
        _("Fine again from"),
        max_digits=5,
        decimal_places=4,
        default=USUAL.fine_again,
        validators=RATES,
        help_text=_("Only whoever has come up to this is told anew when she falls behind again"),
    )
    elapsed_rate = models.DecimalField(
        _("Not before this part of the workdays is over"), max_digits=5, decimal_places=4, default=USUAL.least_share, validators=RATES
    )
    answer_days = models.PositiveSmallIntegerField(
        pgettext_lazy("proposal of a target", "Workdays to answer"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Whoever owes the answer is reminded then, and again after as many"),
    )

    access = Access()

    class Meta:
        verbose_name = _("Rules of goals")
        verbose_name_plural = _("Rules of goals")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def edges(self) -> Edges:
        return Edges(self.behind_rate, self.far_behind_rate, self.fine_again_rate, self.elapsed_rate)

    def clean(self) -> None:
        if self._state.adding and GoalPolicy.objects.active().exists():
            raise ValidationError(_("There are rules of goals already. Change those."))
        rates = (self.far_behind_rate, self.behind_rate, self.fine_again_rate)
        if None not in rates and not rates[0] < rates[1] <= rates[2]:
            raise ValidationError({"behind_rate": _("Far behind lies below behind, and fine again not below it, such as 50 %, 80 % and 90 %.")})


def goal_policy() -> GoalPolicy:
    """That in force; unsaved with its defaults in an installation that has none."""
    return GoalPolicy.objects.active().order_by("pk").first() or GoalPolicy()
