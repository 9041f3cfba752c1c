"""Adjectives of requests and flows."""

from django.db.models import Model, QuerySet
from django.utils import timezone

from kaituo.foundation.identity.models import Share, User
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import RequestState

APPROVE = "approve"
REQUEST = "approvals.Request"


class FlowQuerySet(RecordQuerySet):
    def about(self, subject: Model, kind: str) -> "FlowQuerySet":
        return self.active().filter(model=subject._meta.label, kind=kind).order_by("position", "pk")


class RequestQuerySet(RecordQuerySet):
    def of(self, subject: Model) -> "RequestQuerySet":
        return self.filter(model=subject._meta.label, record_id=subject.pk)

    def about(self, subject: Model, kind: str) -> "RequestQuerySet":
        return self.of(subject).filter(kind=kind)

    def waiting(self) -> "RequestQuerySet":
        return self.filter(state=RequestState.WAITING)

    def waiting_for(self, user: User) -> "RequestQuerySet":
        """The requests that this person may decide now, herself or for someone who delegated to her."""
        return self.waiting().filter(pk__in=entitlements().filter(user=user).values("record_id"))


def entitlements() -> QuerySet:
    """Who may decide today: one share per approver and waiting request."""
    return Share.objects.on(timezone.localdate()).filter(model=REQUEST, verb=APPROVE)
