"""Adjectives of accounts."""

from django.db.models import Exists, OuterRef, Q

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import AccountClass


class AccountQuerySet(RecordQuerySet):
    def owned(self) -> "AccountQuerySet":
        return self.active().filter(owner__isnull=False)

    def key(self) -> "AccountQuerySet":
        """Held customers of the first class."""
        return self.owned().filter(account_class=AccountClass.A)

    def bare(self) -> "AccountQuerySet":
        """Held customers of whom no contact is known."""
        known = self.model._meta.get_field("contacts").related_model.objects.filter(account=OuterRef("pk"), archived_at=None)
        return self.owned().filter(~Exists(known))

    def unplaced(self) -> "AccountQuerySet":
        """Held customers without industry or without a place."""
        return self.owned().filter(Q(industry="") | Q(region="", division=""))

    def unowned(self) -> "AccountQuerySet":
        """Active customers for whom no rep is responsible."""
        return self.active().filter(owner__isnull=True)
