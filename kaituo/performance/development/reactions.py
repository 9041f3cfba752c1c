"""Who hears of plans and promotions; and what follows from an approval."""

from django.db.models import Q

from kaituo.foundation.approvals.events import REQUEST_APPROVED, REQUEST_REJECTED
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.models import Event

from .actions.promotions import PROMOTION, settle
from .choices import PlanState, PromotionState
from .events import PLAN_ENDED, PLAN_HANDED_OVER, PLAN_SIGNED, PROMOTION_DECIDED
from .models import ImprovementPlan, Promotion
from .notices import ENDED, LEADS, PROMOTED, REJECTED, SIGN

belonging(
    "development.ImprovementPlan", lambda person: ImprovementPlan.objects.live().filter(Q(person=person) | Q(leader=person)), is_passed_on=False
)
"""Her own ends with its reason; one that she leads is handed over."""


@during(REQUEST_APPROVED, REQUEST_REJECTED)
def settle_promotions(events: list[Event]) -> None:
    outcomes = {event.subject_id: (event.name == REQUEST_APPROVED.name, event.actor) for event in events}
    for request in Request.objects.filter(pk__in=outcomes, kind=PROMOTION, model=Promotion._meta.label):
        is_approved, by = outcomes[request.pk]
        row = Promotion.objects.proposed().filter(pk=request.record_id).first()
        if row is not None:
            settle(row, is_approved=is_approved, by=by)


@during(PLAN_SIGNED, subject="development.ImprovementPlan")
def tell_the_other_signer(events: list[Event]) -> None:
    for event in events:
        row = ImprovementPlan.objects.select_related("person", "leader").get(pk=event.subject_id)
        if row.state == PlanState.OFFERED:
            tell([row.person], SIGN, row, by=event.actor)


@during(PLAN_ENDED, subject="development.ImprovementPlan")
def tell_of_the_outcome(events: list[Event]) -> None:
    for event in events:
        row = ImprovementPlan.objects.select_related("person", "leader").get(pk=event.subject_id)
        tell([row.person, row.leader], ENDED, row, by=event.actor)


@during(PLAN_HANDED_OVER, subject="development.ImprovementPlan")
def tell_the_new_leader(events: list[Event]) -> None:
    for event in events:
        row = ImprovementPlan.objects.select_related("person", "leader").get(pk=event.subject_id)
        tell([row.leader], LEADS, row, by=event.actor)


@during(PROMOTION_DECIDED, subject="development.Promotion")
def tell_of_promotions(events: list[Event]) -> None:
    for event in events:
        row = Promotion.objects.select_related("person", "level", "former").get(pk=event.subject_id)
        if row.state == PromotionState.APPROVED:
            tell([row.person], PROMOTED, row, by=event.actor, day=row.starts_on)
        proposer = Request.objects.filter(model=Promotion._meta.label, record_id=row.pk).order_by("-pk").first()
        if row.state == PromotionState.REJECTED and proposer:
            tell([proposer.asked_by], REJECTED, row, by=event.actor)
