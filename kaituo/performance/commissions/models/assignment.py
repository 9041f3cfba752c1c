"""Who is on a plan, from when to when."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access

from .plan import Plan, Spanned


class PlanAssignment(Spanned):
    """A person on a plan. `target_amount` is her target per window of a component in shares; empty: the one set in goals."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="assignments", verbose_name=_("Plan"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="commission_plans", verbose_name=_("Person"))
    target_amount = models.DecimalField(
        _("Target"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty: the one in Targets"),
    )

    weight = models.DecimalField(
        _("Weight"),
        max_digits=16,
        decimal_places=8,
        default=1,
        validators=[MinValueValidator(0)],
        help_text=_("Of her share in pools dealt out by weight"),
    )

    access = Access(via="plan")

    class Meta(Spanned.Meta):
        verbose_name = _("Person on a plan")
        verbose_name_plural = _("People on plans")
        ordering = ["plan", "person__sort_key", "starts_on"]

    def __str__(self) -> str:
        return f"{self.person} · {self.plan}"

    def clean(self) -> None:
        others = PlanAssignment.objects.active().filter(plan=self.plan_id, person=self.person_id)
        self.refuse_overlap(others, _("The person is on this plan already on some of these days."))
