"""The verbs of disputes over customers (撞单): claim, answer, decide, withdraw."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import Share, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.merging import merge
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import DisputeKind, DisputeState, Ruling
from ..forms import AnswerForm, DecideForm
from ..models import Dispute
from ..pairs import judged_different
from ..shelf import SHELF, Recognisable

WORKDAYS = 5
"""To answer and to decide."""


def claim(kind: Recognisable, row: models.Model, *, by: User, claimed: str, evidence: str, entry: models.Model | None = None) -> Dispute:
    """Open a dispute about a record that somebody else has. Raises Refused where there is nothing to dispute."""
    holder = holder_of(kind, row)
    if holder == by and entry is None:
        raise Refused(_("You have this record already."))
    if Dispute.objects.open().filter(model=kind.label, record_id=row.pk, claimant=by).exists():
        raise Refused(_("You have claimed this already; it waits to be decided."))
    dispute = Dispute(
        kind=DisputeKind.ENTRY if entry is not None else DisputeKind.CLAIM,
        model=kind.label,
        record_id=row.pk,
        entry_id=entry.pk if entry is not None else None,
        claimed=claimed[:200],
        claimant=by,
        holder=holder,
        evidence=evidence,
        due_on=work_calendar().add_workdays(clock.today(), WORKDAYS),
    )
    records.create(dispute, by=by, says=events.DISPUTE_OPENED)
    return dispute


def holder_of(kind: Recognisable, row: models.Model) -> User | None:
    found: models.Model | None = row
    for part in kind.owner.split("__"):
        found = getattr(found, part, None)
    return found


@action(label=gettext_lazy("Answer"), says=events.DISPUTE_ANSWERED, form=AnswerForm, when="waits_for_an_answer", icon="message")
def answer(dispute: Dispute, *, by: User, answer: str) -> None:
    """What whoever has the record says to the claim."""
    if by.pk != dispute.holder_id and not access.may(by, "decide", dispute):
        raise PermissionDenied(_("Only whoever has the customer answers the claim."))
    dispute.answer = answer
    dispute.save(update_fields=["answer"])


@action(label=gettext_lazy("Decide"), says=events.DISPUTE_DECIDED, form=DecideForm, when="is_open", icon="gavel")
def decide(dispute: Dispute, *, by: User, ruling: str, note: str, ruling_text: str = "") -> None:
    """Nobody decides her own. Giving the record away needs the right to do so; everything that follows is done at once."""
    if by.pk in (dispute.claimant_id, dispute.holder_id):
        raise Refused(_("You are a party to this. Somebody else decides."))
    dispute.ruling, dispute.ruling_note, dispute.state = Ruling(ruling), note, DisputeState.DECIDED
    dispute.decided_by, dispute.decided_at = by, clock.now()
    dispute.save(update_fields=["ruling", "ruling_note", "state", "decided_by", "decided_at"])
    CONSEQUENCES[dispute.ruling](dispute, by)


@action(label=gettext_lazy("Withdraw"), says=events.DISPUTE_WITHDRAWN, allow="withdraw", when="is_open", icon="x")
def withdraw(dispute: Dispute, *, by: User) -> None:
    dispute.state = DisputeState.WITHDRAWN
    dispute.save(update_fields=["state"])


def _leave(dispute: Dispute, by: User) -> None:
    """It stays as it is; a new record that waited stays put away."""


def _give(dispute: Dispute, by: User) -> None:
    kind, row = SHELF[dispute.model], _there(dispute)
    if kind.give is None:
        raise Refused(_("Such a record follows the customer it belongs to. Decide about the customer."))
    if holder_of(kind, row) != dispute.claimant:
        kind.give(row, dispute.claimant, by)
    if (entry := dispute.entry) is not None:
        merge(row, by=by, other=entry)


def _share(dispute: Dispute, by: User) -> None:
    row = _there(dispute)
    Share.objects.create(model=dispute.model, record_id=row.pk, user=dispute.claimant, verb=access.CHANGE, starts_on=clock.today())


def _let_in(dispute: Dispute, by: User) -> None:
    """The new record was put away when it was entered; now it may come in."""
    entry = dispute.entry
    if entry is None:
        raise Refused(_("There is no second record. Choose another decision."))
    records.restore(entry, by=by)
    judged_different(dispute.model, [(dispute.record_id, entry.pk)], by)


CONSEQUENCES = {Ruling.HOLDER: _leave, Ruling.CLAIMANT: _give, Ruling.TOGETHER: _share, Ruling.SEPARATE: _let_in}


def _there(dispute: Dispute) -> models.Model:
    row = dispute.record
    if row is None:
        raise Refused(_("The record is gone."))
    return row
