"""A commission run: one period calculated, reviewed, approved and paid; and the problems that stand in the way of its approval."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.numbering import next_number

from .. import size
from ..choices import FINAL, FROZEN, PlanState, RunState, VersionState
from ..queries import RunQuerySet
from .plan import Plan

if TYPE_CHECKING:
    from .version import RunVersion


class Run(Record):
    """`ends_on` is the first day after the period. Without a plan all released plans of the currency are paid."""

    number = models.CharField(_("Number"), max_length=40, unique=True, blank=True, editable=False)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), help_text=_("The first day after the period"))
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("Plan"), help_text=_("Empty: all plans of the currency")
    )
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, default="CNY")
    state = models.CharField(_("State"), max_length=10, choices=RunState, default=RunState.DRAFT, editable=False)
    total_minor = models.BigIntegerField(default=0, editable=False)
    payee_count = models.PositiveIntegerField(_("Payees"), default=0, editable=False)
    line_count = models.PositiveIntegerField(_("Lines"), default=0, editable=False)
    calculated_at = models.DateTimeField(pgettext_lazy("when", "Calculated"), null=True, editable=False)
    calculated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Calculated by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Approved by")
    )
    approved_at = models.DateTimeField(pgettext_lazy("when", "Approved"), null=True, editable=False)
    reviewed_at = models.DateTimeField(pgettext_lazy("when", "Reviewed"), null=True, editable=False)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Locked by"))
    locked_at = models.DateTimeField(pgettext_lazy("when", "Locked"), null=True, editable=False)
    paid_on = models.DateField(pgettext_lazy("when", "Paid"), null=True, editable=False)
    failure = models.CharField(max_length=500, blank=True, editable=False)
    """Why the last calculation in the background came to nothing."""

    objects = RunQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Commission run")
        verbose_name_plural = _("Commission runs")

    def __str__(self) -> str:
        return f"{self.number} · {self.period}"

    def prepare(self) -> None:
        self.number = self.number or next_number(f"CR-{self.starts_on.year}-")
        self.currency = self.plan.currency if self.plan else self.currency

    def clean(self) -> None:
        if self.pk and self.is_running:
            raise ValidationError(_("The run is being calculated. Wait until it is through."))
        if self.pk and not self.is_calculable:
            raise ValidationError(_("A reviewed run no longer changes. Take it back first."))
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("The end must lie after the start.")})
        if self.starts_on and self.ends_on and self._rivals().exists():
            raise ValidationError({"starts_on": _("Another run pays some of these days already.")})

    def _rivals(self) -> models.QuerySet["Run"]:
        rows = (
            Run.objects.filter(Q(archived_at__isnull=True) | Q(state__in=FROZEN))
            .filter(starts_on__lt=self.ends_on, ends_on__gt=self.starts_on)
            .exclude(pk=self.pk)
        )
        currency = self.plan.currency if self.plan else self.currency
        return rows.filter(Q(plan=self.plan_id) | Q(plan__isnull=True)) if self.plan_id else rows.filter(currency=currency)

    def plans(self) -> list[Plan]:
        """Whose terms are calculated."""
        return [self.plan] if self.plan else list(Plan.objects.active().filter(currency=self.currency, state=PlanState.RELEASED))

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def total(self) -> Decimal:
        return Money.from_minor(self.total_minor, self.currency).amount

    @property
    def is_calculable(self) -> bool:
        return self.state in (RunState.DRAFT, RunState.CALCULATED)

    @property
    def is_calculable_at_once(self) -> bool:
        return self.is_calculable and not size.is_large(self)

    @property
    def is_calculable_later(self) -> bool:
        """Large, or left behind by a process that died."""
        return (self.is_calculable and size.is_large(self)) or self.is_stuck

    @property
    def is_running(self) -> bool:
        return self.state == RunState.RUNNING

    @property
    def is_stuck(self) -> bool:
        return self.is_running and size.standing(self).is_silent

    @property
    def is_calculated(self) -> bool:
        """And nothing is left to be decided about it."""
        return self.state == RunState.CALCULATED and self.proposed is None

    @property
    def proposed(self) -> "RunVersion | None":
        """The version that a new calculation gave, until somebody takes it or leaves it."""
        return self.versions.filter(state=VersionState.PROPOSED).first() if self.pk else None

    @property
    def has_proposal(self) -> bool:
        return self.is_calculable and self.proposed is not None

    @property
    def in_use(self) -> "RunVersion | None":
        return self.versions.filter(state=VersionState.IN_USE).first() if self.pk else None

    @property
    def is_reviewed(self) -> bool:
        return self.state == RunState.REVIEWED

    @property
    def is_approved(self) -> bool:
        return self.state == RunState.APPROVED

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN

    @property
    def is_locked(self) -> bool:
        return self.state == RunState.LOCKED

    @property
    def is_final(self) -> bool:
        """Locked or paid: nothing of it moves any more."""
        return self.state in FINAL


class RunProblem(Record):
    """A credit or a term that could not be calculated. It blocks approval until the cause is gone or somebody waives it with a reason."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="problems", verbose_name=_("Run"))
    payee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Payee"))
    component = models.ForeignKey("commissions.Component", models.PROTECT, null=True, related_name="+", verbose_name=_("Component"))
    code = models.CharField(max_length=60)
    source = models.CharField(max_length=120, blank=True)
    parameters = models.JSONField(default=dict)
    waived_at = models.DateTimeField(pgettext_lazy("when", "Waived"), null=True)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Waived by"))
    reason = models.CharField(_("Reason"), max_length=300, blank=True)

    access = Access(via="run")

    class Meta:
        verbose_name = _("Problem of a run")
        verbose_name_plural = _("Problems of runs")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.source}".strip()

    @property
    def problem(self) -> Problem:
        return Problem(self.code, self.source, self.parameters)

    @property
    def is_open(self) -> bool:
        return self.waived_at is None

    @property
    def is_waivable(self) -> bool:
        return self.is_open and not self.run.is_frozen
