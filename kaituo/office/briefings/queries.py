"""Which briefings one asks for."""

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import State


class BriefingQuerySet(RecordQuerySet):
    def drafts(self) -> "BriefingQuerySet":
        return self.active().filter(state=State.DRAFT)
