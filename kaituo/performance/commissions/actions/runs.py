"""The verbs of runs: calculate, review, take back, approve, pay; and waiving a problem."""

from collections import defaultdict
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from kaituo.foundation.calc import problems as calc
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics import actions as metrics
from kaituo.foundation.metrics.models import ClosedPeriod
from kaituo.foundation.records.changes import plain
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events, size
from ..calculation import Draft, drafts_of_run, totals
from ..choices import RunState, StatementState
from ..forms import PayForm, ReasonForm
from ..models import Dispute, Run, RunProblem, Statement, StatementLine
from ..problems import sentence

BATCH = 2000


@action(label=gettext_lazy("Calculate"), says=events.RUN_CALCULATED, when="is_calculable_at_once", icon="calculator")
def calculate(run: Run, *, by: User) -> None:
    """Calculate every statement of the period anew and remember how it differs from the time before. Doing it twice changes nothing.

    A run of more than `size.AT_ONCE` credits is calculated in the background instead.
    """
    _calculate(run, by)


@action(label=gettext_lazy("Calculate"), says=events.RUN_BEGUN, allow="calculate", when="is_calculable_later", icon="calculator")
def begin_calculation(run: Run, *, by: User) -> None:
    """Have a large run calculated in the background, as whoever asked; she is told when it is through."""
    run.state, run.failure = RunState.RUNNING, ""
    run.save(update_fields=["state", "failure"])
    size.say(run, 0, 0, size.PLANS)


@action(label=gettext_lazy("Complete the calculation"), says=events.RUN_CALCULATED, allow="calculate", when="is_running")
def complete_calculation(run: Run, *, by: User) -> None:
    """What the background job does."""
    _calculate(run, by)
    size.forget(run)


@action(label=gettext_lazy("Give up the calculation"), says=events.RUN_NOT_CALCULATED, allow="calculate", when="is_running")
def give_up_calculation(run: Run, *, by: User, reason: str) -> None:
    """The calculation was refused: the run is what it was before, and says why."""
    run.state = RunState.CALCULATED if run.calculated_at else RunState.DRAFT
    run.failure = reason[:500]
    run.save(update_fields=["state", "failure"])
    size.forget(run)


def _calculate(run: Run, by: User) -> None:
    drafts = drafts_of(run)
    before = dict(run.statements.values_list("payee_id", "total_minor"))
    _write(run, drafts)
    now = totals(drafts)
    if run.calculated_at:
        people = sorted(before.keys() | now.keys())
        run.differences = [[who, before.get(who, 0), now.get(who, 0)] for who in people if before.get(who, 0) != now.get(who, 0)]
    run.total_minor, run.payee_count, run.line_count = sum(now.values()), len(now), len(drafts)
    run.state, run.calculated_by, run.calculated_at, run.failure = RunState.CALCULATED, by, timezone.now(), ""
    run.save()


def drafts_of(run: Run) -> list[Draft]:
    """What the run's lines are by today's records. Raises Refused when the terms themselves contradict each other."""
    try:
        return drafts_of_run(run.period, run.plans(), run.currency, said=lambda done, total: size.say(run, done, total, size.PLANS))
    except calc.Refused as refusal:
        raise Refused(" ".join(sentence(problem) for problem in refusal.problems)) from refusal


def _write(run: Run, drafts: list[Draft]) -> None:
    StatementLine.objects.filter(statement__run=run).delete()
    statements = _statements(run, drafts)
    for start in range(0, len(drafts), BATCH):
        size.say(run, start, len(drafts), size.LINES)
        StatementLine.objects.bulk_create([_line(draft, statements[draft.payee_id]) for draft in drafts[start : start + BATCH]])
    _write_problems(run, drafts)


def _statements(run: Run, drafts: list[Draft]) -> dict[int, Statement]:
    """One per payee; one that was confirmed at another total is open again."""
    now = totals(drafts)
    run.statements.exclude(payee__in=now).filter(disputes__isnull=True).delete()
    held = {statement.payee_id: statement for statement in run.statements.all()}
    for statement in held.values():
        total = now.get(statement.payee_id, 0)
        if statement.total_minor != total:
            statement.total_minor, statement.state, statement.confirmed_at = total, StatementState.OPEN, None
            statement.save(update_fields=["total_minor", "state", "confirmed_at"])
    new = [Statement(run=run, payee_id=who, currency=run.currency, total_minor=total) for who, total in now.items() if who not in held]
    Statement.objects.bulk_create(new, batch_size=BATCH)
    return held | {statement.payee_id: statement for statement in new}


def _line(draft: Draft, statement: Statement) -> StatementLine:
    shared = set(Draft.__dataclass_fields__) - {"payee_id", "component", "problem"}
    problem = draft.problem and {"code": draft.problem.code, "source": draft.problem.source, "parameters": plain(dict(draft.problem.parameters))}
    return StatementLine(statement=statement, component=draft.component, problem=problem, **{name: getattr(draft, name) for name in shared})


def _write_problems(run: Run, drafts: list[Draft]) -> None:
    """Problems that are gone go; a waiver stays with the same problem of the same credit."""
    found = {(draft.payee_id, draft.problem.code, draft.problem.source): draft for draft in drafts if draft.problem}
    held: dict[tuple, list[int]] = defaultdict(list)
    for problem in run.problems.all():
        held[problem.payee_id, problem.code, problem.source].append(problem.pk)
    run.problems.filter(pk__in=[pk for key, ids in held.items() if key not in found for pk in ids]).delete()
    new = [draft for key, draft in found.items() if key not in held]
    RunProblem.objects.bulk_create([_problem(run, draft) for draft in new], batch_size=BATCH)


def _problem(run: Run, draft: Draft) -> RunProblem:
    problem = draft.problem
    return RunProblem(
        run=run,
        payee_id=draft.payee_id,
        component=draft.component,
        code=problem.code,
        source=problem.source,
        parameters=plain(dict(problem.parameters)),
    )


@action(label=gettext_lazy("Waive"), says=events.PROBLEM_WAIVED, form=ReasonForm, allow="change", when="is_waivable", icon="flag")
def waive(problem: RunProblem, *, by: User, reason: str) -> None:
    """Let the run be approved although this stands, and say why."""
    problem.waived_at, problem.waived_by, problem.reason = timezone.now(), by, reason
    problem.save(update_fields=["waived_at", "waived_by", "reason"])


@action(label=gettext_lazy("Review"), says=events.RUN_REVIEWED, when="is_calculated", icon="eye")
def review(run: Run, *, by: User) -> None:
    """The numbers are plausible: payees may confirm or dispute them."""
    run.state = RunState.REVIEWED
    run.save(update_fields=["state"])


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
    run.state, run.approved_by, run.approved_at = RunState.APPROVED, by, timezone.now()
    run.save(update_fields=["state", "approved_by", "approved_at"])
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
    if totals(drafts_of(run)) != dict(run.statements.filter(lines__isnull=False).distinct().values_list("payee_id", "total_minor")):
        raise Refused(_("The records have changed since the calculation. Take the run back and calculate it again."))


def _adjustments(run: Run):
    return StatementLine.objects.filter(statement__run=run, kind="adjustment").values("source_id")


def _close(starts_on: date, ends_on: date) -> None:
    """Closed periods stand for the whole ledger; days closed already stay as they are."""
    covered = ClosedPeriod.objects.filter(is_closed=True, starts_on__lte=starts_on, ends_on__gte=ends_on)
    if not covered.exists():
        metrics.close(starts_on, ends_on, by=User.objects.system())


@action(label=gettext_lazy("Pay"), says=events.RUN_PAID, form=PayForm, when="is_approved", icon="cash")
def pay(run: Run, *, by: User, paid_on: date) -> None:
    """The money has gone out. The pay file can be taken from the run."""
    run.state, run.paid_on = RunState.PAID, paid_on
    run.save(update_fields=["state", "paid_on"])
