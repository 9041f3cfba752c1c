"""Adjectives of duties."""

from kaituo.foundation.identity.dated import DatedQuerySet
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.models.record import RecordQuerySet


class DutyQuerySet(DatedQuerySet, RecordQuerySet):
    def sharing(self) -> "DutyQuerySet":
        """Those with a share of the credit."""
        return self.active().filter(role__shares_credit=True, share__gt=0)

    def held_by(self, person: User) -> "DutyQuerySet":
        """Hers today or to come, read with what its name says."""
        return self.active().not_over(clock.today()).filter(person=person).select_related("role", "person", self.model.about)
