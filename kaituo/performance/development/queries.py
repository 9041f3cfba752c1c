"""Who reaches plans, levels and promotions, and their adjectives."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from kaituo.foundation.identity.access import NO_ROW, VIEW
from kaituo.foundation.records.models.record import RecordQuerySet
from kaituo.performance.reviews.queries import led_by

from .choices import LIVE, OVER, PlanState, PromotionState

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User

OF_DRAFTS = ("change", "archive")


class PlanQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        """Whoever leads the person; herself once it is offered to her. Both sign, nobody else writes about herself.

        What was offered stays as it was signed: from then on nobody changes it or puts it away.
        """
        leading = (Q(leader=user) | led_by(user, self.model._meta.label, verb, day, "person")) & ~Q(person=user)
        own = Q(person=user) & ~Q(state=PlanState.DRAFT)
        if verb in OF_DRAFTS:
            return leading & Q(state=PlanState.DRAFT)
        return leading | (own if verb in {VIEW, "sign", "comment"} else NO_ROW)

    def live(self) -> "PlanQuerySet":
        return self.active().filter(state__in=LIVE)

    def running(self) -> "PlanQuerySet":
        return self.active().filter(state=PlanState.RUNNING)

    def over(self) -> "PlanQuerySet":
        return self.active().filter(state__in=OVER)


class PromotionQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        """Whoever leads the person; herself once it is approved; approvers reach it by what they are asked."""
        leading = led_by(user, self.model._meta.label, verb, day, "person") & ~Q(person=user)
        own = Q(person=user, state=PromotionState.APPROVED)
        return leading | own if verb == VIEW else leading

    def proposed(self) -> "PromotionQuerySet":
        return self.active().filter(state=PromotionState.PROPOSED)


class StandingQuerySet(RecordQuerySet):
    def on(self, day: date) -> "StandingQuerySet":
        return self.active().filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
