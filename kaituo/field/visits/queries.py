"""Adjectives of visits."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import Judgement, State


class VisitQuerySet(RecordQuerySet):
    def done(self) -> "VisitQuerySet":
        """Made, and not refused by whoever judged it."""
        return self.active().filter(state=State.DONE).exclude(judgement=Judgement.REFUSED)

    def first_of_customer(self) -> "VisitQuerySet":
        """Made where nobody of ours had made one before."""
        earlier = self.model.objects.done().filter(account=OuterRef("account"))
        before = Q(done_on__lt=OuterRef("done_on")) | Q(done_on=OuterRef("done_on"), pk__lt=OuterRef("pk"))
        return self.done().filter(~Exists(earlier.filter(before)))

    def refused(self) -> "VisitQuerySet":
        return self.active().filter(state=State.DONE, judgement=Judgement.REFUSED)

    def as_planned(self) -> "VisitQuerySet":
        """Made on the day for which it was first planned before that day."""
        return self.done().filter(is_unplanned=False, done_on=F("due_on"))

    def opening(self) -> "VisitQuerySet":
        """The first one of its owner's day: one for each day in the field."""
        return self.done().filter(opens_day=True)

    def due(self) -> "VisitQuerySet":
        """Planned for a day and not called off: made, missed or still to come."""
        return self.active().filter(is_unplanned=False).exclude(state=State.CANCELLED)

    def missed(self) -> "VisitQuerySet":
        return self.active().filter(state=State.MISSED)

    def open(self) -> "VisitQuerySet":
        return self.active().filter(state__in=[State.PLANNED, State.UNDER_WAY])

    def standing(self) -> "VisitQuerySet":
        """Everything but what was called off."""
        return self.active().exclude(state=State.CANCELLED)

    def of_day(self, day: date) -> "VisitQuerySet":
        return self.active().filter(planned_on=day).exclude(state=State.CANCELLED)

    def waiting(self) -> "VisitQuerySet":
        """Something was noticed and nobody has judged it."""
        return self.active().filter(judgement=Judgement.WAITING)
