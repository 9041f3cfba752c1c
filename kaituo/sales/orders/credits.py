"""Who is credited with an order: its shares, else whoever earned it. Cash that comes in for an order asks here too."""

from decimal import Decimal

from kaituo.foundation.metrics.measure import Credit

from .models import Order, OrderCredit


def credited(orders: dict[int, Order]) -> dict[int, list[Credit]]:
    """{row id: order} → {row id: credits}, in one query."""
    shares: dict[int, list[Credit]] = {}
    for credit in OrderCredit.objects.filter(order__in={order.pk for order in orders.values()}):
        shares.setdefault(credit.order_id, []).append(Credit(credit.person_id, credit.share))
    return {row: shares.get(order.pk) or [Credit(order.credited_to_id or order.owner_id, Decimal(1))] for row, order in orders.items()}
