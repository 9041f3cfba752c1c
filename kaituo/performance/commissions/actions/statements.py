"""The verbs of statements and disputes: the payee says yes or no to her numbers, the manager answers."""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import DisputeState, StatementState
from ..forms import AcceptForm, DisputeForm, RefuseForm, line_text
from ..models import Dispute, Statement, StatementLine


@action(label=gettext_lazy("Confirm"), says=events.STATEMENT_CONFIRMED, when="is_answerable", icon="thumb-up")
def confirm(statement: Statement, *, by: User) -> None:
    """The payee agrees with her numbers."""
    _refuse_others(statement, by)
    if statement.disputes.filter(state=DisputeState.OPEN).exists():
        raise Refused(_("A dispute about this statement is not answered yet."))
    statement.state, statement.confirmed_at = StatementState.CONFIRMED, timezone.now()
    statement.save(update_fields=["state", "confirmed_at"])


@action(label=pgettext_lazy("object to", "Dispute"), says=events.STATEMENT_DISPUTED, form=DisputeForm, when="is_answerable", icon="alert-triangle")
def dispute(statement: Statement, *, by: User, line: StatementLine, reason: str, due_on: date) -> Dispute:
    """The payee says that a line is wrong, why, and by when she asks for an answer."""
    _refuse_others(statement, by)
    if line.statement_id != statement.pk:
        raise Refused(_("The line is not one of this statement."), field="line")
    if due_on < timezone.localdate():
        raise Refused(_("The day for an answer has passed."), field="due_on")
    statement.state = StatementState.DISPUTED
    statement.save(update_fields=["state"])
    values = {"statement": statement, "line": line, "line_text": line_text(line), "payee": statement.payee}
    return Dispute.objects.create(reason=reason, due_on=due_on, created_by=by, **values)


@action(label=gettext_lazy("Accept"), says=events.DISPUTE_ACCEPTED, form=AcceptForm, when="is_open", icon="check")
def accept(dispute: Dispute, *, by: User, amount: Decimal, answer: str) -> None:
    """The payee is right: the next run pays the adjustment."""
    _refuse_own(dispute, by)
    dispute.amount_minor = Money(amount, dispute.currency).rounded().minor
    _answer(dispute, by, DisputeState.ACCEPTED, answer)


@action(label=gettext_lazy("Refuse"), says=events.DISPUTE_REFUSED, form=RefuseForm, when="is_open", icon="circle-x")
def refuse(dispute: Dispute, *, by: User, answer: str) -> None:
    _refuse_own(dispute, by)
    _answer(dispute, by, DisputeState.REFUSED, answer)


def _answer(dispute: Dispute, by: User, state: str, answer: str) -> None:
    dispute.state, dispute.answer, dispute.answered_by = state, answer, by
    dispute.save(update_fields=["state", "answer", "answered_by", "amount_minor"])
    statement = dispute.statement
    if not statement.disputes.filter(state=DisputeState.OPEN).exists():
        statement.state = StatementState.OPEN
        statement.save(update_fields=["state"])


def _refuse_others(statement: Statement, by: User) -> None:
    if by != statement.payee:
        raise Refused(_("Only %(payee)s can say this of the statement.") % {"payee": statement.payee})


def _refuse_own(dispute: Dispute, by: User) -> None:
    if by == dispute.payee:
        raise Refused(_("Somebody else must answer your dispute."))
