"""Adjectives of activities and planned follow-ups."""

from datetime import date

from django.db.models import F

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import Kind, Outcome, PlanState


class ActivityQuerySet(RecordQuerySet):
    def of_kind(self, kind: Kind) -> "ActivityQuerySet":
        return self.active().filter(kind=kind)

    def calls(self) -> "ActivityQuerySet":
        return self.of_kind(Kind.CALL)

    def messages(self) -> "ActivityQuerySet":
        return self.of_kind(Kind.MESSAGE)

    def meetings(self) -> "ActivityQuerySet":
        return self.of_kind(Kind.MEETING)

    def emails(self) -> "ActivityQuerySet":
        return self.of_kind(Kind.EMAIL)

    def unreached(self) -> "ActivityQuerySet":
        return self.active().filter(outcome=Outcome.NOT_REACHED)

    def contacts(self) -> "ActivityQuerySet":
        """Those in which the customer was reached: a note is none, nor is a call that nobody answered."""
        return self.active().exclude(kind=Kind.NOTE).exclude(outcome=Outcome.NOT_REACHED)


class FollowUpQuerySet(RecordQuerySet):
    def open(self) -> "FollowUpQuerySet":
        return self.active().filter(state=PlanState.OPEN)

    def due(self, on: date) -> "FollowUpQuerySet":
        """Due that day or before."""
        return self.open().filter(due_on__lte=on)

    def kept(self) -> "FollowUpQuerySet":
        """Done on its day or before."""
        return self.active().filter(state=PlanState.DONE, done_on__lte=F("due_on"))

    def done(self) -> "FollowUpQuerySet":
        return self.active().filter(state=PlanState.DONE)
