"""The tables of allocation."""

from .appeal import Appeal
from .assignment import Assignment, AssignmentRule, AssignmentSeat, DefaultAssignee
from .attendance import Leave, Shift
from .cap import HoldingCap
from .handover import HandOver, HandOverReceiver, HandOverRow
from .need import AssignmentNeed
from .ownership import Ownership
from .pool import Pool, PoolMember, RecycleRule
from .tenure import Tenure
from .turn import Turn

__all__ = [
    "Appeal",
    "Assignment",
    "AssignmentNeed",
    "AssignmentRule",
    "AssignmentSeat",
    "DefaultAssignee",
    "HandOver",
    "HandOverReceiver",
    "HandOverRow",
    "HoldingCap",
    "Leave",
    "Ownership",
    "Pool",
    "PoolMember",
    "RecycleRule",
    "Shift",
    "Tenure",
    "Turn",
]
