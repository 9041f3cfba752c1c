"""What one payee earns in one run: the statement, and its lines, one per credit and band."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.records.models import Record

from ..choices import LineKind, RunState, StatementState
from ..queries import LineQuerySet
from .plan import Component, Plan
from .run import Run


class Statement(Record):
    run = models.ForeignKey(Run, models.CASCADE, related_name="statements", verbose_name=_("Run"))
    payee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="statements", verbose_name=_("Payee"))
    currency = models.CharField(_("Currency"), max_length=3)
    total_minor = models.BigIntegerField(default=0)
    state = models.CharField(_("State"), max_length=10, choices=StatementState, default=StatementState.OPEN)
    confirmed_at = models.DateTimeField(pgettext_lazy("when", "Confirmed"), null=True)

    access = Access(owner="payee")

    class Meta:
        verbose_name = _("Statement")
        verbose_name_plural = _("Statements")
        constraints = [models.UniqueConstraint(fields=["run", "payee"], name="one_statement_per_run_and_payee")]
        indexes = [models.Index(fields=["payee", "run"])]

    def __str__(self) -> str:
        return f"{self.payee} · {self.run.period}"

    @property
    def total(self) -> Decimal:
        return Money.from_minor(self.total_minor, self.currency).amount

    @property
    def is_answerable(self) -> bool:
        """Whether the payee may say yes or no: the numbers are reviewed or beyond, and she has not yet."""
        return self.run.state in (RunState.REVIEWED, RunState.APPROVED, RunState.PAID) and self.state != StatementState.CONFIRMED

    @property
    def is_provisional(self) -> bool:
        return not self.run.is_frozen


class StatementLine(models.Model):
    """`base_minor` × `rate` = `result_minor`; `amount_minor` is what this statement pays of it. `entry_id` is the credit in the ledger of measures.

    Money is in minor units of the statement's currency. A line with a problem and no band could not be calculated and pays nothing.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="lines")
    component = models.ForeignKey(Component, models.PROTECT, null=True, related_name="lines")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
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
        indexes = [models.Index(fields=["entry_id"]), models.Index(fields=["statement", "component", "band"])]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"

    @property
    def amount(self) -> Decimal:
        return Money.from_minor(self.amount_minor, self.statement.currency).amount

    @property
    def base(self) -> Decimal:
        return Money.from_minor(self.base_minor, self.statement.currency).amount

    @property
    def before(self) -> Decimal:
        return Money.from_minor(self.before_minor, self.statement.currency).amount

    @property
    def result(self) -> Decimal:
        return Money.from_minor(self.result_minor, self.statement.currency).amount
