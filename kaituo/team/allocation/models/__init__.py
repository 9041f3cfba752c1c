"""The tables of allocation."""

from .appeal import Appeal
from .cap import HoldingCap
from .ownership import Ownership
from .pool import Pool, PoolMember, RecycleRule
from .tenure import Tenure
from .turn import Turn

__all__ = ["Appeal", "HoldingCap", "Ownership", "Pool", "PoolMember", "RecycleRule", "Tenure", "Turn"]
