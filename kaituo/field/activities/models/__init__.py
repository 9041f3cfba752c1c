"""The tables of activities."""

from .activity import Activity
from .follow_up import FollowUp
from .phrase import Phrase

__all__ = ["Activity", "FollowUp", "Phrase"]
