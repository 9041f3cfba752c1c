"""The ledger and the periods that are closed in it."""

from .closed_period import ClosedPeriod
from .entry import SCALE, Entry

__all__ = ["SCALE", "ClosedPeriod", "Entry"]
