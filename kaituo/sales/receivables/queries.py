"""Adjectives of invoices, receipts and allocations."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import DecimalField, F, Q, Sum
from django.db.models.functions import Coalesce

from kaituo.foundation.records.models.record import RecordQuerySet
from kaituo.foundation.records.numbering import next_numbers

from .choices import InvoiceStatus

MONEY = DecimalField(max_digits=18, decimal_places=2)


class NumberedQuerySet(RecordQuerySet):
    def bulk_create(self, objs, *args, **options):
        """A batch is numbered and filled in like a single record."""
        unnumbered = defaultdict(list)
        for each in objs:
            each.fill()
            if not each.number:
                unnumbered[each.number_prefix].append(each)
        for prefix, rows in unnumbered.items():
            for row, number in zip(rows, next_numbers(prefix, len(rows)), strict=True):
                row.number = number
        return super().bulk_create(objs, *args, **options)


class InvoiceQuerySet(NumberedQuerySet):
    def issued(self) -> "InvoiceQuerySet":
        return self.active().filter(status=InvoiceStatus.ISSUED)

    def owing(self) -> "InvoiceQuerySet":
        """Not wholly paid."""
        return self.with_paid().filter(paid__lt=F("amount"))

    def with_paid(self) -> "InvoiceQuerySet":
        """Each invoice with `paid`, the sum of what standing receipts allocate to it."""
        standing = Q(
            allocations__archived_at__isnull=True, allocations__receipt__voided_on__isnull=True, allocations__receipt__archived_at__isnull=True
        )
        return self.annotate(paid=Coalesce(Sum("allocations__amount", filter=standing), Decimal(0), output_field=MONEY))


class ReceiptQuerySet(NumberedQuerySet):
    def standing(self) -> "ReceiptQuerySet":
        """Neither voided nor put away."""
        return self.active().filter(voided_on__isnull=True)


class AllocationQuerySet(RecordQuerySet):
    def standing(self) -> "AllocationQuerySet":
        return self.active().filter(receipt__voided_on__isnull=True, receipt__archived_at__isnull=True)

    def bulk_create(self, objs, *args, **options):
        for each in objs:
            each.fill()
        return super().bulk_create(objs, *args, **options)
