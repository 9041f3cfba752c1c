"""Payees hear of their statements and of the answers to their objections; whoever is to answer hears of an objection. A large run goes to the worker."""

from datetime import timedelta

from django.utils import timezone

from kaituo.foundation.kernel.money import Money
from kaituo.foundation.notices.actions import tell, tell_many
from kaituo.foundation.notices.kinds import Kind
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records.bells import after, during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.models import Event

from .answering import answering
from .events import (
    DISPUTE_ACCEPTED,
    DISPUTE_FORWARDED,
    DISPUTE_REFUSED,
    PLAN_SIMULATED,
    RUN_APPROVED,
    RUN_BEGUN,
    RUN_PAID,
    RUN_RESUMED,
    RUN_REVIEWED,
    STATEMENT_DISPUTED,
)
from .jobs import calculate_later, simulate_later
from .models import Dispute, Hold, Run, Simulation, Statement
from .notices import ACCEPTED, APPROVED, DISPUTED, FORWARDED, PAID, PASSED_ON, READY, REFUSED, TEAM_ACCEPTED, TEAM_REFUSED

NEWS = timedelta(days=40)
belonging("commissions.Hold", lambda person: Hold.objects.filter(payee=person, is_settled=False), is_passed_on=False)
KINDS = {RUN_REVIEWED.name: READY, RUN_APPROVED.name: APPROVED, RUN_PAID.name: PAID}


@during(RUN_BEGUN, RUN_RESUMED)
def send_to_the_worker(events: list[Event]) -> None:
    for event in events:
        calculate_later.enqueue(event.subject_id, event.actor_id)


@during(PLAN_SIMULATED)
def send_the_simulation(events: list[Event]) -> None:
    for event in events:
        simulate_later.enqueue(Simulation.objects.filter(plan=event.subject_id, result__isnull=True).latest("pk").pk)


@after(RUN_REVIEWED, RUN_APPROVED, RUN_PAID)
def tell_the_payees(events: list[Event]) -> None:
    """In a job, because a run may have thousands of payees; whoever was told already is not told again, and what is long past is no news."""
    for event in [each for each in events if timezone.now() - each.at < NEWS]:
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
def tell_who_looks_at_it(events: list[Event]) -> None:
    for event in events:
        dispute = Dispute.objects.filter(statement=event.subject_id).select_related("statement", "payee").latest("pk")
        tell(answering(dispute), DISPUTED, dispute, by=event.actor, day=str(dispute.due_on), reason=dispute.reason)


@during(DISPUTE_FORWARDED)
def tell_finance(events: list[Event]) -> None:
    """And the payee, that it goes on."""
    for event in events:
        dispute = _dispute(event)
        tell(answering(dispute), FORWARDED, dispute, by=event.actor, day=str(dispute.due_on), reason=dispute.reason)
        tell([dispute.payee], PASSED_ON, dispute, by=event.actor, day=str(dispute.due_on))


@during(DISPUTE_ACCEPTED, DISPUTE_REFUSED)
def tell_whoever_objected(events: list[Event]) -> None:
    """And whoever passed it on."""
    for event in events:
        dispute, accepted = _dispute(event), event.name == DISPUTE_ACCEPTED.name
        tell([dispute.payee], ACCEPTED if accepted else REFUSED, dispute, by=event.actor, answer=dispute.answer)
        if dispute.forwarded_by:
            words = {"payee": str(dispute.payee), "answer": dispute.answer}
            tell([dispute.forwarded_by], TEAM_ACCEPTED if accepted else TEAM_REFUSED, dispute, by=event.actor, **words)


def _dispute(event: Event) -> Dispute:
    return Dispute.objects.select_related("payee", "forwarded_by", "statement").get(pk=event.subject_id)
