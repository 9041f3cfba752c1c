"""Adjectives of quotes, orders and their lines."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from kaituo.foundation.records.models.record import RecordQuerySet
from kaituo.foundation.records.numbering import next_numbers

from .choices import NOT_BOOKED, OPEN, OrderStatus, QuoteStatus


class DocumentQuerySet(RecordQuerySet):
    def bulk_create(self, objs, *args, **options):
        """A batch is numbered like a single document."""
        unnumbered = defaultdict(list)
        for document in objs:
            if not document.number:
                unnumbered[document.number_prefix].append(document)
        for prefix, documents in unnumbered.items():
            for document, number in zip(documents, next_numbers(prefix, len(documents)), strict=True):
                document.number = number
        return super().bulk_create(objs, *args, **options)


class QuoteQuerySet(DocumentQuerySet):
    def outlived(self, on: date) -> "QuoteQuerySet":
        """Sent quotes whose last day has passed."""
        return self.active().filter(status=QuoteStatus.SENT, valid_until_on__lt=on)

    def expiring(self, first: date, last: date) -> "QuoteQuerySet":
        """Sent quotes whose last day is one of these, both included."""
        return self.active().filter(status=QuoteStatus.SENT, valid_until_on__gte=first, valid_until_on__lte=last)


class OrderQuerySet(DocumentQuerySet):
    def open(self) -> "OrderQuerySet":
        return self.active().filter(status__in=OPEN)

    def booked(self) -> "OrderQuerySet":
        return self.active().exclude(status__in=NOT_BOOKED)


class DocumentLineQuerySet(RecordQuerySet):
    def bulk_create(self, objs, *args, **options):
        """A batch is computed like a single line."""
        for line in objs:
            line.fill()
            line.compute()
        return super().bulk_create(objs, *args, **options)


class OrderLineQuerySet(DocumentLineQuerySet):
    def sold(self) -> "OrderLineQuerySet":
        """Without what came back."""
        return self.filter(returned__isnull=True)

    def placed(self) -> "OrderLineQuerySet":
        """Sold, in orders not put away, whatever their state."""
        return self.sold().filter(order__archived_at__isnull=True).select_related("order")

    def in_state(self, status: OrderStatus) -> "OrderLineQuerySet":
        return self.placed().filter(order__status=status)

    def booked(self) -> "QuerySet":
        """What counts as revenue: lines of booked orders, with what came back as negative lines."""
        rows = self.filter(order__archived_at__isnull=True).exclude(order__status__in=NOT_BOOKED)
        return rows.select_related("order", "returned")
