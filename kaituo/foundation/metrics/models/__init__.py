"""The ledger, the periods that are closed in it, and the past states of levels."""

from .closed_period import ClosedPeriod
from .entry import SCALE, Entry
from .snapshot import Snapshot

__all__ = ["SCALE", "ClosedPeriod", "Entry", "Snapshot"]
