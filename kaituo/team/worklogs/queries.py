"""Adjectives of work reports."""

from django.db.models import QuerySet

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import ReportState


class WorklogQuerySet(RecordQuerySet):
    def handed_in(self) -> "WorklogQuerySet":
        return self.active().filter(state=ReportState.HANDED_IN)

    def in_time(self) -> "WorklogQuerySet":
        return self.handed_in().filter(is_late=False)

    def late(self) -> "WorklogQuerySet":
        return self.handed_in().filter(is_late=True)

    def unread_by(self, user) -> "WorklogQuerySet":
        return self.handed_in().exclude(readings__reader=user).exclude(owner=user)


class TemplateQuerySet(RecordQuerySet):
    def offered(self) -> QuerySet:
        return self.active().order_by("position", "pk")
