"""What one payee earns in one run: the statement, and its lines, one per credit and band."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records.models import Record

from ..choices import FROZEN, OF_CREDITS, LineKind, RunState, StatementState
from ..queries import LineQuerySet
from .plan import Component, Plan
from .rules import pay_rules
from .run import Run
from .version import RunVersion


class Statement(Record):
    run = models.ForeignKey(Run, models.CASCADE, related_name="statements", verbose_name=_("Run"))
    payee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="statements", verbose_name=_("Payee"))
    run_version = models.ForeignKey(RunVersion, models.SET_NULL, null=True, editable=False, related_name="statements")
    """The one in use: its lines for the payee are the lines of the statement."""
    currency = models.CharField(_("Currency"), max_length=3)
    total_minor = models.BigIntegerField(default=0)
    carried_minor = models.BigIntegerField(default=0)
    """What was overpaid before, zero or below, taken off when the run was locked."""
    paid_minor = models.BigIntegerField(default=0)
    """What is paid out; fixed when the run is locked."""
    left_minor = models.BigIntegerField(default=0)
    """What is still overpaid after this run, zero or below; the next one takes it off."""
    state = models.CharField(_("State"), max_length=10, choices=StatementState, default=StatementState.OPEN)
    confirmed_at = models.DateTimeField(pgettext_lazy("when", "Confirmed"), null=True)

    access = Access(owner="payee")

    class Meta:
        verbose_name = _("Statement")
        verbose_name_plural = _("Statements")
        constraints = [
            models.UniqueConstraint(fields=["run", "payee"], name="one_statement_per_run_and_payee"),
            models.UniqueConstraint(fields=["run_version", "payee"], name="one_statement_per_version_and_payee"),
        ]
        indexes = [models.Index(fields=["payee", "run"])]

    def __str__(self) -> str:
        return f"{self.payee} · {self.run.period}"

    @property
    def total(self) -> Decimal:
        return Money.from_minor(self.total_minor, self.currency).amount

    @property
    def paid(self) -> Decimal:
        return Money.from_minor(self.paid_minor, self.currency).amount

    @property
    def is_answerable(self) -> bool:
        """Whether the payee may say yes or no: the numbers are reviewed or beyond, and she has not yet."""
        return self.run.state in (RunState.REVIEWED, *FROZEN) and self.state != StatementState.CONFIRMED

    @property
    def answer_until(self) -> date | None:
        """The last day for objections; None before the review."""
        reviewed = self.run.reviewed_at
        return timezone.localdate(reviewed) + timedelta(days=pay_rules().objection_days) if reviewed else None

    @property
    def is_provisional(self) -> bool:
        return not self.run.is_frozen


class StatementLine(models.Model):
    """`base_minor` × `rate` = `result_minor`; `amount_minor` is what this statement pays of it. `entry_id` is the credit in the ledger of measures.

    Money is in minor units of the run's currency. The statement of a line is found by its version and payee: a line of a version that is not in
    use hangs on no statement, so no payee sees it. A line with a problem and no band could not be calculated and pays nothing.
    """

    # Every index costs with a million lines: what a version or a statement asks is answered by the one that begins with them.
    version = models.ForeignKey(RunVersion, models.CASCADE, null=True, related_name="lines", db_index=False)
    payee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    # No column: taking a version into use changes its statements, not its lines.
    statement = models.ForeignObject(Statement, models.DO_NOTHING, ("version", "payee"), ("run_version", "payee"), null=True, related_name="lines")
    component = models.ForeignKey(Component, models.PROTECT, null=True, related_name="lines")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+", db_index=False)
    """Of a line that belongs to a plan as a whole and to no component, such as a draw."""
    kind = models.CharField(max_length=12, choices=LineKind, default=LineKind.EARNED)
    entry_id = models.BigIntegerField(null=True)
    reverses_id = models.BigIntegerField(null=True)
    on = models.DateField()
    earned_on = models.DateField()
    source_type = models.CharField(max_length=80, blank=True)
    source_id = models.BigIntegerField(null=True)
    band = models.PositiveSmallIntegerField(null=True)
    is_uplift = models.BooleanField(default=False)
    base_minor = models.BigIntegerField(default=0)
    before_minor = models.BigIntegerField(default=0)
    rate = models.DecimalField(max_digits=24, decimal_places=15, default=0)
    result_minor = models.BigIntegerField(default=0)
    amount_minor = models.BigIntegerField(default=0)
    explanation = models.JSONField(default=dict)
    problem = models.JSONField(null=True)

    objects = LineQuerySet.as_manager()
    access = Access(via="statement")

    class Meta:
        verbose_name = _("Line of a statement")
        verbose_name_plural = _("Lines of statements")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["entry_id"]),
            models.Index(fields=["version", "payee", "component", "band"], name="lines_of_statements"),
            models.Index(fields=["plan"], condition=models.Q(plan__isnull=False), name="lines_of_plans_as_a_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"

    @property
    def belongs_to(self) -> Period | None:
        """The month of a record that is paid in a later period: a late change, a return, money that came in later."""
        month = Period.containing(self.earned_on, PeriodKind.MONTH)
        return month if self.earned_on < self.on and self.on not in month else None

    @property
    def currency(self) -> str:
        known = self._state.fields_cache.get("statement")
        return known.currency if known else self.version.run.currency

    def show_on(self, statement: Statement) -> None:
        """Draw it as a line of that one, whether it is or not."""
        self._state.fields_cache["statement"] = statement

    def is_of(self, statement: Statement) -> bool:
        return (self.version_id, self.payee_id) == (statement.run_version_id, statement.payee_id)

    @property
    def is_of_pieces(self) -> bool:
        """Whether `base` counts things, so that the rate is money for each."""
        return bool(self.component and self.component.counts_pieces and self.kind in OF_CREDITS)

    @property
    def amount(self) -> Decimal:
        return Money.from_minor(self.amount_minor, self.currency).amount

    @property
    def base(self) -> Decimal:
        return Money.from_minor(self.base_minor, self.currency).amount

    @property
    def before(self) -> Decimal:
        return Money.from_minor(self.before_minor, self.currency).amount

    @property
    def result(self) -> Decimal:
        return Money.from_minor(self.result_minor, self.currency).amount
