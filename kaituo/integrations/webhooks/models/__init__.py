"""Subscriptions and deliveries."""

from .delivery import Delivery
from .subscription import Subscription

__all__ = ["Delivery", "Subscription"]
