"""The verbs of statements and disputes: the payee says yes or no to her numbers, her manager looks at it, finance decides."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.approvals.entitlements import leads_above
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.remarks import keep_file
from kaituo.foundation.records.verbs import action
from kaituo.foundation.ui import formats

from .. import events
from ..choices import PENDING, DisputeState, StatementState
from ..forms import AcceptForm, DisputeForm, ForwardForm, RefuseForm, line_text
from ..models import Dispute, Statement, StatementLine, pay_rules


@action(label=gettext_lazy("Confirm"), says=events.STATEMENT_CONFIRMED, when="is_answerable", icon="thumb-up")
def confirm(statement: Statement, *, by: User) -> None:
    """The payee agrees with her numbers."""
    _refuse_others(statement, by)
    if statement.disputes.filter(state__in=PENDING).exists():
        raise Refused(_("A dispute about this statement is not answered yet."))
    statement.state, statement.confirmed_at = StatementState.CONFIRMED, clock.now()
    statement.save(update_fields=["state", "confirmed_at"])


@action(label=pgettext_lazy("object to", "Dispute"), says=events.STATEMENT_DISPUTED, form=DisputeForm, when="is_answerable", icon="alert-triangle")
def dispute(
    statement: Statement, *, by: User, line: StatementLine, reason: str, file: UploadedFile | None = None, due_on: date | None = None
) -> Dispute:
    """The payee says that a line is wrong and why. Her manager looks at it first; where she has none, finance does.

    `due_on`: the day for an answer, by default as the rules of payment say.
    """
    _refuse_others(statement, by)
    _refuse_late(statement)
    if not line.is_of(statement):
        raise Refused(_("The line is not one of this statement."), field="line")
    if statement.disputes.filter(line=line, state__in=PENDING).exists():
        raise Refused(_("You have objected to this line already; it is not answered yet."), field="line")
    today = clock.today()
    due_on = due_on or today + timedelta(days=pay_rules().answer_days)
    if due_on < today:
        raise Refused(_("The day for an answer has passed."), field="due_on")
    statement.state = StatementState.DISPUTED
    statement.save(update_fields=["state"])
    state = DisputeState.OPEN if leads_above(statement.payee, today) else DisputeState.FORWARDED
    values = {"statement": statement, "line": line, "line_text": line_text(line), "payee": statement.payee, "state": state}
    found = Dispute.objects.create(reason=reason, due_on=due_on, created_by=by, **values)
    if file:
        keep_file(found, by=by, file=file)
    return found


@action(label=gettext_lazy("Pass on to finance"), says=events.DISPUTE_FORWARDED, form=ForwardForm, when="is_open", icon="send")
def forward(dispute: Dispute, *, by: User, opinion: str = "") -> None:
    """The manager says what she thinks of it; finance decides."""
    _refuse_own(dispute, by)
    dispute.state, dispute.opinion, dispute.forwarded_by = DisputeState.FORWARDED, opinion, by
    dispute.save(update_fields=["state", "opinion", "forwarded_by"])


@action(label=gettext_lazy("Accept"), says=events.DISPUTE_ACCEPTED, form=AcceptForm, when="is_forwarded", icon="check")
def accept(dispute: Dispute, *, by: User, amount: Decimal, answer: str) -> None:
    """The payee is right: the next run pays the adjustment."""
    _refuse_own(dispute, by)
    minor = Money(amount, dispute.currency).rounded().minor
    if minor == 0:
        raise Refused(_("An accepted objection changes something. Refuse it instead, or name an amount."), field="amount")
    dispute.amount_minor = minor
    _answer(dispute, by, DisputeState.ACCEPTED, answer)


@action(label=gettext_lazy("Refuse"), says=events.DISPUTE_REFUSED, form=RefuseForm, when="is_pending", icon="circle-x")
def refuse(dispute: Dispute, *, by: User, answer: str) -> None:
    """The numbers stay. Once passed on, only whoever could accept it may say so."""
    _refuse_own(dispute, by)
    if dispute.is_forwarded and not may(by, "accept", dispute):
        raise Refused(_("The objection is with finance, who decide about it."))
    _answer(dispute, by, DisputeState.REFUSED, answer)


def _answer(dispute: Dispute, by: User, state: str, answer: str) -> None:
    dispute.state, dispute.answer, dispute.answered_by = state, answer, by
    dispute.save(update_fields=["state", "answer", "answered_by", "amount_minor"])
    statement = dispute.statement
    if not statement.disputes.filter(state__in=PENDING).exists():
        statement.state = StatementState.OPEN
        statement.save(update_fields=["state"])


def _refuse_late(statement: Statement) -> None:
    last = statement.answer_until
    if last and clock.today() > last:
        raise Refused(_("Objections to this statement were possible until %(day)s. Ask finance.") % {"day": formats.day(last)})


def _refuse_others(statement: Statement, by: User) -> None:
    if by != statement.payee:
        raise Refused(_("Only %(payee)s can say this of the statement.") % {"payee": statement.payee})


def _refuse_own(dispute: Dispute, by: User) -> None:
    if by == dispute.payee:
        raise Refused(_("Somebody else must answer your dispute."))
