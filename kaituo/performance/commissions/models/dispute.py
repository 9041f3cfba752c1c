"""A payee's objection to a line of her statement, and the answer."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.records.models import Record

from ..choices import PENDING, DisputeState
from .run import Run
from .statement import Statement, StatementLine


class Dispute(Record):
    """Accepted, it is worth `amount_minor`, which the next run pays as an adjustment; `settled_in` names that run."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="disputes", verbose_name=_("Statement"))
    line = models.ForeignKey(StatementLine, models.SET_NULL, null=True, related_name="disputes", verbose_name=_("Line"))
    line_text = models.CharField(_("Line"), max_length=200)
    payee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Payee"))
    reason = models.CharField(_("Reason"), max_length=300)
    due_on = models.DateField(_("Answer by"))
    state = models.CharField(_("State"), max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    opinion = models.CharField(_("What the manager says"), max_length=300, blank=True)
    forwarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Forwarded by"))
    answer = models.CharField(_("Answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Answered by"))
    amount_minor = models.BigIntegerField(default=0, editable=False)
    settled_in = models.ForeignKey(Run, models.PROTECT, null=True, related_name="settled_disputes", verbose_name=_("Paid with"))

    access = Access(owner="payee")

    class Meta:
        verbose_name = pgettext_lazy("objection", "Dispute")
        verbose_name_plural = pgettext_lazy("objection", "Disputes")

    def __str__(self) -> str:
        return f"{self.payee} · {self.line_text}"

    @property
    def is_open(self) -> bool:
        """Waits for the manager."""
        return self.state == DisputeState.OPEN

    @property
    def is_forwarded(self) -> bool:
        """Waits for finance."""
        return self.state == DisputeState.FORWARDED

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING

    def is_overdue(self, on: date) -> bool:
        return self.is_pending and self.due_on < on

    @property
    def amount(self) -> Decimal:
        return Money.from_minor(self.amount_minor, self.statement.currency).amount

    @property
    def currency(self) -> str:
        return self.statement.currency
