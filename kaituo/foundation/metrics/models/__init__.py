"""The ledger, the periods that are closed in it, and the past states of levels."""

from .closed_period import ClosedPeriod
from .entry import SCALE, UNDATED, Entry
from .own_measure import OwnCondition, OwnMeasure
from .snapshot import Snapshot

__all__ = ["SCALE", "UNDATED", "ClosedPeriod", "Entry", "OwnCondition", "OwnMeasure", "Snapshot"]
