"""Blocks for finance: what is overdue by age, which runs are under way, who disputes a statement, which months are still open."""

from datetime import date
from decimal import Decimal
from itertools import compress
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.models import ClosedPeriod, Entry
from kaituo.foundation.records.existence import any_of
from kaituo.office.insights.ageing import Band, aged
from kaituo.performance.commissions.choices import PENDING, RunState
from kaituo.performance.commissions.models import Dispute, Run

from .blocks import Block

SHOWN = 6
MONTHS_BACK = 6


def keeps_books(user: User) -> bool:
    return Scope.ALL in user.rights.reach("receivables.Invoice", "change")


class OverdueByAge(Block):
    title = _("Receivables by age")
    template = "home/blocks/ageing.html"
    order = 14

    def context(self, user: User) -> dict[str, Any] | None:
        if not keeps_books(user):
            return None
        bands: list[Band] = aged(user, timezone.localdate())
        total = sum((band.amount for band in bands), Decimal(0))
        return {"bands": bands, "total": total, "currency": base_currency()}


class RunsUnderWay(Block):
    title = _("Commission runs in progress")
    template = "home/blocks/runs.html"
    order = 16

    def context(self, user: User) -> dict[str, Any] | None:
        if not user.rights.reach("commissions.Run", "create"):
            return None
        rows = visible(user, Run.objects.active()).exclude(state=RunState.PAID).order_by("-starts_on", "-pk")
        return {"rows": list(rows[:SHOWN])}


class StatementsDisputed(Block):
    title = _("Disputed statements")
    template = "home/blocks/disputes.html"
    order = 17

    def context(self, user: User) -> dict[str, Any] | None:
        if not user.rights.reach("commissions.Statement", "answer"):
            return None
        rows = visible(user, Dispute.objects.active()).filter(state__in=PENDING).exclude(payee=user)
        return {"rows": list(rows.select_related("payee", "statement__run", "statement__payee").order_by("due_on", "pk")[:SHOWN])}


class PeriodsToClose(Block):
    """Past months with entries that nobody has closed."""

    title = _("Months to close")
    template = "home/blocks/periods.html"
    order = 19

    def context(self, user: User) -> dict[str, Any] | None:
        if not user.rights.reach("metrics.ClosedPeriod", "create"):
            return None
        return {"months": months_to_close(timezone.localdate())}


def months_to_close(today: date) -> list[Period]:
    """The past months that have entries and are not closed, the oldest first."""
    months = [Period.containing(today, PeriodKind.MONTH)]
    while len(months) <= MONTHS_BACK:
        months.append(months[-1].previous())
    past = list(reversed(months[1:]))
    closed = [(row.starts_on, row.ends_on) for row in ClosedPeriod.objects.filter(is_closed=True, ends_on__gt=past[0].start)]
    open_months = [month for month in past if not any(start <= month.start and month.end <= end for start, end in closed)]
    # The index over entries begins with the measure, so all measures are named.
    entries = Entry.objects.filter(measure__in=list(MEASURES)).order_by()
    has_entries = any_of(*(entries.between(month.start, month.end) for month in open_months))
    return list(compress(open_months, has_entries))
