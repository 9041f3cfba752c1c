"""Notices, their deliveries, and what each person and the company want of them."""

from .delivery import Delivery, Pace
from .notice import Notice, count_unread
from .wishes import Hours, KindSwitch, Preference

__all__ = ["Delivery", "Hours", "KindSwitch", "Notice", "Pace", "Preference", "count_unread"]
