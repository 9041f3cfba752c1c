"""The tables of balance."""

from .capacity import VisitCapacity
from .move import RebalancingMove
from .rebalancing import Rebalancing

__all__ = ["Rebalancing", "RebalancingMove", "VisitCapacity"]
