"""Reminders and the rules that make them."""

from .reminder import Reminder
from .rule import ReminderRule

__all__ = ["Reminder", "ReminderRule"]
