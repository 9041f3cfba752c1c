"""Asking for an approval, deciding it, taking it back.

A caller asks `approved(subject, kind, facts)` before it goes on, and `ask(...)` where the answer is no. What it then does with the answer is its own affair.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.changes import plain
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .choices import Outcome, RequestState
from .entitlements import approvers, end_deciding, entitle, levels_of, principal
from .forms import ApproveForm, RejectForm
from .models import Decision, Delegation, Flow, Request
from .queries import entitlements


def approved(subject: Model, kind: str, facts: dict[str, Any] | None = None) -> bool:
    """Whether the latest request of this kind about the record was approved; with `facts`, on exactly these."""
    latest = Request.objects.about(subject, kind).order_by("-pk").first()
    return latest is not None and latest.state == RequestState.APPROVED and (facts is None or latest.facts == plain(facts))


def agreed_facts(subject: Model, kind: str) -> dict[str, Any]:
    """The facts to which the latest request was approved, as plain JSON; empty where it was not. A caller may go as far as these."""
    latest = Request.objects.about(subject, kind).order_by("-pk").first()
    return latest.facts if latest is not None and latest.state == RequestState.APPROVED else {}


def is_waiting(subject: Model, kind: str) -> bool:
    return Request.objects.about(subject, kind).waiting().exists()


@transaction.atomic
def ask(subject: Model, kind: str, facts: dict[str, Any], *, by: User, note: str = "") -> Request:
    """Ask those whom the flow names. The same question again returns the waiting request; with other facts it replaces it.

    Raises Refused when nobody could decide. Whether the person may ask is for the calling verb to say.
    """
    for waiting in Request.objects.about(subject, kind).waiting():
        if waiting.facts == plain(facts):
            return waiting
        _finish(waiting, RequestState.WITHDRAWN)
        ring([state(events.REQUEST_WITHDRAWN, waiting, by=by)])
    flow = _flow(subject, kind, facts)
    request = Request(
        model=subject._meta.label,
        record_id=subject.pk,
        subject_text=str(subject)[:200],
        kind=kind,
        flow=flow,
        asked_by=by,
        facts=plain(facts),
        note=note,
        created_by=by,
    )
    request.save()
    _open_level(request)
    ring([state(events.REQUEST_ASKED, request, by=by, inputs={"facts": facts})])
    return request


@action(label=gettext_lazy("Approve"), says=events.LEVEL_APPROVED, form=ApproveForm, when="is_waiting", icon="check")
def approve(request: Request, *, by: User, note: str = "") -> None:
    """Agree for the current level; after the last one the request is approved."""
    _decide(request, by, Outcome.APPROVED, note)
    end_deciding(request)
    if request.level + 1 < len(levels_of(request)):
        request.level += 1
        request.save(update_fields=["level"])
        _open_level(request)
        return
    _finish(request, RequestState.APPROVED)
    ring([state(events.REQUEST_APPROVED, request, by=by)])


@action(label=gettext_lazy("Reject"), says=events.REQUEST_REJECTED, form=RejectForm, when="is_waiting", icon="x", danger=True)
def reject(request: Request, *, by: User, note: str) -> None:
    """Say no for the current level, which ends the request."""
    _decide(request, by, Outcome.REJECTED, note)
    _finish(request, RequestState.REJECTED)


@action(label=gettext_lazy("Withdraw"), says=events.REQUEST_WITHDRAWN, when="is_waiting", icon="arrow-back-up")
def withdraw(request: Request, *, by: User) -> None:
    if request.asked_by != by:
        raise Refused(_("Only whoever asked may withdraw the request."))
    _finish(request, RequestState.WITHDRAWN)


@action(label=gettext_lazy("End"), says=events.DELEGATION_ENDED, when="is_not_over", icon="x", danger=True)
def end_delegation(delegation: Delegation, *, by: User) -> None:
    """From today on the delegate decides for the person no longer; one that has not begun never will."""
    delegation.close()
    delegation.save(update_fields=["ends_on"])


def _flow(subject: Model, kind: str, facts: dict[str, Any]) -> Flow | None:
    numbers = {name: value for name, value in facts.items() if isinstance(value, Decimal | int) and not isinstance(value, bool)}
    for flow in Flow.objects.about(subject, kind):
        try:
            if flow.fits(numbers):
                return flow
        except FormulaError as error:
            raise Refused(_("The condition of the approval flow “%(flow)s” cannot be computed.") % {"flow": flow}) from error
    return None


def _open_level(request: Request) -> None:
    today = timezone.localdate()
    people = approvers(request, today)
    if not people:
        raise Refused(_("Nobody is there to approve this. Ask an administrator to complete the approval flow."))
    entitle(request, people, today)


def _decide(request: Request, by: User, outcome: Outcome, note: str) -> None:
    """Being allowed to everything is not being asked: only an approver of the level decides."""
    if by == request.asked_by or not entitlements().filter(record_id=request.pk, user=by).exists():
        raise Refused(_("This request is for someone else to decide."))
    Decision.objects.create(request=request, level=request.level, by=by, acting_for=principal(request, by), outcome=outcome, note=note)


def _finish(request: Request, outcome: RequestState) -> None:
    request.state = outcome
    request.save(update_fields=["state"])
    end_deciding(request)
