"""The verbs of runs after the calculation: take a version, review, take back, approve, lock, pay; and waiving a problem."""

from collections import Counter
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics import actions as metrics
from kaituo.foundation.metrics.models import ClosedPeriod
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events, versions
from ..balances import settle_balances
from ..choices import RunState, VersionState
from ..forms import PayForm, ReasonForm
from ..holds import hold_back
from ..models import Dispute, Run, RunProblem, StatementLine
from .calculating import steps, take_results, totals_of


@action(label=gettext_lazy("Use the new one"), says=events.VERSION_USED, allow="calculate", when="has_proposal", icon="check")
def use_new(run: Run, *, by: User) -> None:
    """The proposed version becomes the run's; the one before stays to be read. A statement whose total changed is open again."""
    version = run.proposed
    versions.use(version)
    take_results(run, version)
    run.save()


@action(label=gettext_lazy("Keep the old one"), says=events.VERSION_LEFT, allow="calculate", when="has_proposal", icon="history")
def keep_old(run: Run, *, by: User) -> None:
    """The proposed version is not taken; it stays to be read. As long as the records say something else, the run cannot be approved."""
    run.versions.filter(state=VersionState.PROPOSED).update(state=VersionState.DISMISSED)


@action(label=gettext_lazy("Waive"), says=events.PROBLEM_WAIVED, form=ReasonForm, allow="change", when="is_waivable", icon="flag")
def waive(problem: RunProblem, *, by: User, reason: str) -> None:
    """Let the run be approved although this stands, and say why."""
    problem.waived_at, problem.waived_by, problem.reason = clock.now(), by, reason
    problem.save(update_fields=["waived_at", "waived_by", "reason"])


@action(label=gettext_lazy("Review"), says=events.RUN_REVIEWED, when="is_calculated", icon="eye")
def review(run: Run, *, by: User) -> None:
    """The numbers are plausible: payees may confirm or dispute them."""
    run.state, run.reviewed_at = RunState.REVIEWED, clock.now()
    run.save(update_fields=["state", "reviewed_at"])


@action(
    label=pgettext_lazy("to be done again", "Take back"),
    says=events.RUN_REOPENED,
    form=ReasonForm,
    allow="review",
    when="is_reviewed",
    icon="arrow-back-up",
)
def reopen(run: Run, *, by: User, reason: str) -> None:
    """Back to calculated, to be calculated again. After the approval there is no way back: corrections come in the next run."""
    run.state = RunState.CALCULATED
    run.save(update_fields=["state"])


@action(label=gettext_lazy("Approve"), says=events.RUN_APPROVED, when="is_reviewed", icon="check")
def approve(run: Run, *, by: User) -> None:
    """Freeze the run, and with it the entries of its period: what comes later is an adjustment in the open period.

    Refused to whoever calculated it, before the period is over, while a problem stands, and when the numbers have moved since.
    """
    _refuse_approval(run, by)
    run.state, run.approved_by, run.approved_at = RunState.APPROVED, by, clock.now()
    run.save(update_fields=["state", "approved_by", "approved_at"])
    hold_back(run)
    Dispute.objects.filter(pk__in=_adjustments(run)).update(settled_in=run)
    _close(run.starts_on, run.ends_on)


def _refuse_approval(run: Run, by: User) -> None:
    if by == run.calculated_by:
        raise Refused(_("You calculated this run; someone else must approve it."))
    if run.ends_on > timezone.localdate():
        raise Refused(_("The period is not over yet."))
    standing = run.problems.filter(waived_at__isnull=True).count()
    if standing:
        raise Refused(ngettext("%(num)s problem stands in the way.", "%(num)s problems stand in the way.", standing) % {"num": standing})
    if _totals_today(run) != dict(run.statements.filter(lines__isnull=False).distinct().values_list("payee_id", "total_minor")):
        raise Refused(_("The records have changed since the calculation. Take the run back and calculate it again."))


def _totals_today(run: Run) -> dict[int, int]:
    found: Counter[int] = Counter()
    for step in steps(run):
        found.update(totals_of(run, step))
    return dict(found)


def _adjustments(run: Run):
    return StatementLine.objects.filter(statement__run=run, kind="adjustment").values("source_id")


def _close(starts_on: date, ends_on: date) -> None:
    """Closed periods stand for the whole ledger; days closed already stay as they are."""
    covered = ClosedPeriod.objects.filter(is_closed=True, starts_on__lte=starts_on, ends_on__gte=ends_on)
    if not covered.exists():
        metrics.close(starts_on, ends_on, by=User.objects.system())


@action(label=gettext_lazy("Lock"), says=events.RUN_LOCKED, when="is_approved", icon="lock")
def lock(run: Run, *, by: User) -> None:
    """Fix what is paid out to whom: what was overpaid before is taken off, and what is below zero is carried on. From now on nothing of the run moves."""
    settle_balances(run)
    run.state, run.locked_by, run.locked_at = RunState.LOCKED, by, clock.now()
    run.save(update_fields=["state", "locked_by", "locked_at"])


@action(label=gettext_lazy("Pay"), says=events.RUN_PAID, form=PayForm, when="is_locked", icon="cash")
def pay(run: Run, *, by: User, paid_on: date) -> None:
    """The money has gone out."""
    run.state, run.paid_on = RunState.PAID, paid_on
    run.save(update_fields=["state", "paid_on"])
