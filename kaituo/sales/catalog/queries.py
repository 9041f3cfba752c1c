"""Adjectives of products and prices."""

from datetime import date
from decimal import Decimal

from django.db.models import Q

from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.records.models.record import RecordQuerySet


class ProductQuerySet(RecordQuerySet):
    def bulk_create(self, objs, *args, **options):
        """A batch is sorted by pinyin like a single product."""
        for product in objs:
            product.sort_key = sort_key(product.name)
        return super().bulk_create(objs, *args, **options)


class PriceListItemQuerySet(RecordQuerySet):
    def holding_on(self, day: date) -> "PriceListItemQuerySet":
        """Prices whose own dates and whose list's dates take in the day."""
        rows = self.active().filter(price_list__archived_at__isnull=True)
        for prefix in ("", "price_list__"):
            begun = Q(**{f"{prefix}starts_on__isnull": True}) | Q(**{f"{prefix}starts_on__lte": day})
            open_still = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": day})
            rows = rows.filter(begun & open_still)
        return rows

    def for_quantity(self, quantity: Decimal) -> "PriceListItemQuerySet":
        """The nearest step first; of equal steps the lowest price."""
        return self.filter(min_quantity__lte=quantity).order_by("-min_quantity", "price")
