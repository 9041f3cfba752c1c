"""Payees hear of their statements and of the answers to their objections; whoever is to answer hears of an objection. A large run goes to the worker."""

from django.db.models import Q
from django.utils import timezone

from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.notices.actions import tell, tell_many
from kaituo.foundation.notices.kinds import Kind
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records.bells import after, during
from kaituo.foundation.records.models import Event

from .events import (
    DISPUTE_ACCEPTED,
    DISPUTE_REFUSED,
    RUN_APPROVED,
    RUN_BEGUN,
    RUN_PAID,
    RUN_REVIEWED,
    STATEMENT_DISPUTED,
)
from .jobs import calculate_later
from .models import Dispute, Run, Statement
from .notices import ACCEPTED, APPROVED, DISPUTED, PAID, READY, REFUSED

KINDS = {RUN_REVIEWED.name: READY, RUN_APPROVED.name: APPROVED, RUN_PAID.name: PAID}


@during(RUN_BEGUN)
def send_to_the_worker(events: list[Event]) -> None:
    for event in events:
        calculate_later.enqueue(event.subject_id, event.actor_id)


@after(RUN_REVIEWED, RUN_APPROVED, RUN_PAID)
def tell_the_payees(events: list[Event]) -> None:
    """In a job, because a run may have thousands of payees; whoever was told already is not told again."""
    for event in events:
        run, kind = Run.objects.get(pk=event.subject_id), KINDS[event.name]
        told = Notice.objects.filter(kind=kind.name, model=Statement._meta.label, created_at__gte=event.at).values("record_id")
        statements = run.statements.exclude(pk__in=told).exclude(payee=event.actor_id).select_related("payee", "run")
        tell_many([(each.payee, kind, each, _words(each, kind)) for each in statements], by=event.actor)


def _words(statement: Statement, kind: Kind) -> dict[str, str]:
    words = {"total": _money(statement)}
    return words | {"day": f"{statement.run.paid_on}"} if kind is PAID else words


def _money(statement: Statement) -> str:
    """In a form that every language reads."""
    return f"{statement.currency} {Money.from_minor(statement.total_minor, statement.currency).amount:,}"


@during(STATEMENT_DISPUTED)
def tell_the_reviewers(events: list[Event]) -> None:
    """Whoever found the run plausible, and the payee's leads, as far as they may see the objection."""
    for event in events:
        dispute = Dispute.objects.filter(statement=event.subject_id).select_related("statement", "payee").latest("pk")
        tell(_reviewers(dispute), DISPUTED, dispute, by=event.actor, day=str(dispute.due_on), reason=dispute.reason)


def _reviewers(dispute: Dispute):
    run = dispute.statement.run_id
    reviewed = Event.objects.filter(name=RUN_REVIEWED.name, subject_type=Run._meta.label, subject_id=run).order_by("-pk").values("actor_id")[:1]
    members = Membership.objects.on(timezone.localdate())
    leads = members.filter(is_lead=True, team__in=members.filter(user=dispute.payee).values("team")).values("user")
    return User.objects.filter(Q(pk__in=leads) | Q(pk=reviewed)).exclude(pk=dispute.payee_id)


@during(DISPUTE_ACCEPTED, DISPUTE_REFUSED)
def tell_whoever_objected(events: list[Event]) -> None:
    for event in events:
        dispute = Dispute.objects.select_related("payee").get(pk=event.subject_id)
        tell([dispute.payee], ACCEPTED if event.name == DISPUTE_ACCEPTED.name else REFUSED, dispute, by=event.actor, answer=dispute.answer)
