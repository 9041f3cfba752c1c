"""Adjectives of what customers are worth."""

from kaituo.foundation.records.models.record import RecordQuerySet
from kaituo.sales.customers.choices import AccountClass

from .engine.grading import DECLINING, DORMANT


class WorthQuerySet(RecordQuerySet):
    def of_held(self) -> "WorthQuerySet":
        """Those of customers for whom somebody is responsible."""
        return self.filter(account__owner__isnull=False, account__archived_at=None).select_related("account")

    def held(self) -> "WorthQuerySet":
        """Those for which a day of the next contact is known."""
        return self.of_held().filter(contact_due_on__isnull=False)

    def key(self) -> "WorthQuerySet":
        return self.held().filter(account__account_class=AccountClass.A)

    def waning(self) -> "WorthQuerySet":
        """Their buying declines, or has stopped and may still be won back."""
        return self.of_held().filter(stage__in=[DECLINING, DORMANT])
