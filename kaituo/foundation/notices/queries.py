"""Adjectives of notices and of their deliveries."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import DEAD, DeliveryState


class NoticeQuerySet(models.QuerySet):
    def for_person(self, user) -> "NoticeQuerySet":
        return self.filter(person=user)

    def in_inbox(self) -> "NoticeQuerySet":
        return self.filter(is_in_inbox=True)

    def shown(self) -> "NoticeQuerySet":
        """Those not put off to a later hour."""
        return self.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=timezone.now()))

    def snoozed(self) -> "NoticeQuerySet":
        return self.filter(snoozed_until__gt=timezone.now())

    def unread(self) -> "NoticeQuerySet":
        return self.shown().filter(read_at__isnull=True)

    def unwritten(self) -> "NoticeQuerySet":
        """Those that stood in no letter yet."""
        return self.filter(written_at__isnull=True)

    def to_carry(self) -> "NoticeQuerySet":
        """Those whose deliveries are still to be made; what is put off waits until it comes back."""
        return self.shown().filter(carried_at__isnull=True)


class DeliveryQuerySet(RecordQuerySet):
    def due(self, now: datetime) -> "DeliveryQuerySet":
        return self.filter(state=DeliveryState.WAITING, due_at__lte=now)

    def stranded(self, before: datetime) -> "DeliveryQuerySet":
        """Marked as being sent by a process that never said what came of it."""
        return self.filter(state=DeliveryState.SENDING, sending_since__lt=before)

    def dead(self) -> "DeliveryQuerySet":
        return self.filter(state__in=DEAD)
