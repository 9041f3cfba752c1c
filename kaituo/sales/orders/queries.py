"""Adjectives of quotes, orders and their lines."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kaituo.foundation.records.models.record import RecordQuerySet
from kaituo.foundation.records.numbering import next_numbers

from .choices import DECIDED, NOT_BOOKED, OPEN, TAKEN, OrderStatus, QuoteStatus


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
    def given(self) -> "QuoteQuerySet":
        """Those that went out to the customer."""
        return self.active().filter(sent_on__isnull=False)

    def decided(self) -> "QuoteQuerySet":
        """The customer said yes or no, or let the last day pass."""
        return self.active().filter(decided_on__isnull=False, status__in=DECIDED)

    def taken(self) -> "QuoteQuerySet":
        return self.decided().filter(status__in=TAKEN)

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

    def delivered(self) -> "OrderQuerySet":
        return self.booked().filter(delivered_on__isnull=False)

    def promised(self) -> "OrderQuerySet":
        """Delivered ones that had a day by which they were wanted."""
        return self.delivered().filter(required_on__isnull=False)

    def in_time(self) -> "OrderQuerySet":
        return self.promised().filter(delivered_on__lte=F("required_on"))

    def first_of_customer(self) -> "OrderQuerySet":
        """Booked orders before which their customer had none."""
        earlier = self.model.objects.booked().filter(account=OuterRef("account"))
        before = Q(ordered_on__lt=OuterRef("ordered_on")) | Q(ordered_on=OuterRef("ordered_on"), pk__lt=OuterRef("pk"))
        return self.booked().filter(~Exists(earlier.filter(before)))


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

    def costed(self) -> "QuerySet":
        """Booked lines whose cost is known."""
        return self.booked().filter(unit_cost__isnull=False)

    def came_back(self) -> "QuerySet":
        return self.booked().filter(returned__isnull=False)
