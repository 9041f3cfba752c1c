"""What the service policies say of orders and of whoever looks after a customer."""

from decimal import Decimal

from kaituo.sales.orders.models import Order

from .choices import OwnerLevel
from .models import ServicePolicy

RANKS = list(OwnerLevel)


def discount_limit(order: Order) -> tuple[Decimal, str] | None:
    """How low one may go with customers of the class, and its name; None where its policy does not say."""
    policy = ServicePolicy.objects.active().filter(account_class=order.account.account_class, discount_floor__isnull=False).first()
    return (policy.discount_floor, str(policy)) if policy else None


def levels_asked() -> dict[str, ServicePolicy]:
    """{class: its policy} of those that not everybody may look after."""
    return {row.account_class: row for row in ServicePolicy.objects.active().exclude(owner_level=OwnerLevel.ANYBODY)}


def is_enough(level: str, asked: str) -> bool:
    return RANKS.index(OwnerLevel(level)) >= RANKS.index(OwnerLevel(asked))
