"""Which tokens open the door."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from kaituo.foundation.records.models.record import RecordQuerySet


class TokenQuerySet(RecordQuerySet):
    def usable(self, on: date | None = None) -> "TokenQuerySet":
        """Neither revoked nor past its last day, and of a person who may sign in."""
        day = on or timezone.localdate()
        return self.active().filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day), person__is_active=True, person__is_system=False)
