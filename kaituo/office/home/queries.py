"""What needs somebody's care: adjectives over the records of several areas, as querysets."""

from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.sales.orders.choices import OrderStatus, QuoteStatus
from kaituo.sales.orders.models import Order, Quote
from kaituo.sales.pipeline.models import Opportunity, Stage
from kaituo.sales.receivables.models import Invoice

SOON = timedelta(days=7)


def own_or_helped(user: User) -> list[int]:
    return [user.pk, *sorted(user.rights.helps)]


def stale(now: datetime) -> Q:
    """Longer in its stage than the stage calls healthy; the same answer as `Opportunity.is_stale`."""
    limits = Stage.objects.exclude(stale_after_days=None).order_by().values_list("stale_after_days", flat=True).distinct()
    condition = Q(pk__in=[])
    for days in limits:
        condition |= Q(stage__stale_after_days=days, stage_entered_at__lte=now - timedelta(days=days + 1))
    return condition


def needing_care(user: User, owners: list[int], now: datetime, today: date) -> QuerySet[Opportunity]:
    """Open deals that stand still, whose day has passed, or that have no next step; the oldest promise first."""
    deals = visible(user, Opportunity.objects.open()).filter(owner__in=owners)
    deals = deals.filter(stale(now) | Q(expected_on__lt=today) | Q(next_step=""))
    return deals.select_related("stage", "account", "owner").order_by("expected_on", "pk")


def expiring(user: User, owners: list[int], today: date) -> QuerySet[Quote]:
    quotes = visible(user, Quote.objects.active()).filter(owner__in=owners, status=QuoteStatus.SENT, valid_until_on__lte=today + SOON)
    return quotes.select_related("account", "owner").order_by("valid_until_on", "pk")


def overdue(user: User, owners: list[int], today: date) -> QuerySet[Invoice]:
    """Unpaid invoices past their day."""
    invoices = visible(user, Invoice.objects.issued()).filter(owner__in=owners, due_on__lt=today).with_paid()
    return invoices.filter(paid__lt=F("amount")).select_related("account", "owner").order_by("due_on", "pk")


def stopped(user: User, owners: list[int]) -> QuerySet[Order]:
    """On hold or disputed."""
    orders = visible(user, Order.objects.active()).filter(owner__in=owners, status__in=(OrderStatus.ON_HOLD, OrderStatus.DISPUTED))
    return orders.select_related("account", "owner").order_by("ordered_on", "pk")
