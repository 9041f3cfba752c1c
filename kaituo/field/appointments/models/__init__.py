"""The tables of appointments."""

from .appointment import Appointment, Invitation, Reminded
from .feed import Feed

__all__ = ["Appointment", "Feed", "Invitation", "Reminded"]
