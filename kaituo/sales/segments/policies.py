"""What the service policies say of orders and of whoever looks after a customer."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.kernel.work_hours import after_working_hours
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order

from .choices import OwnerLevel
from .models import ServicePolicy

RANKS = list(OwnerLevel)


def discount_limit(order: Order) -> tuple[Decimal, str] | None:
    """How low one may go with customers of the class, and its name; None where its policy does not say."""
    policy = ServicePolicy.objects.active().filter(account_class=order.account.account_class, discount_floor__isnull=False).first()
    return (policy.discount_floor, str(policy)) if policy else None


def answer_due(account: Account, asked_at: datetime) -> datetime | None:
    """When somebody who wrote is to be answered, by working hours on the company's clock; None where nothing is promised to the class."""
    policy = ServicePolicy.objects.active().filter(account_class=account.account_class).first() if account.account_class else None
    if policy is None:
        return None
    return after_working_hours(asked_at, timedelta(hours=policy.response_hours), ZoneInfo(settings.TIME_ZONE), work_calendar())


def levels_asked() -> dict[str, ServicePolicy]:
    """{class: its policy} of those that not everybody may look after."""
    return {row.account_class: row for row in ServicePolicy.objects.active().exclude(owner_level=OwnerLevel.ANYBODY)}


def is_enough(level: str, asked: str) -> bool:
    return RANKS.index(OwnerLevel(level)) >= RANKS.index(OwnerLevel(asked))
