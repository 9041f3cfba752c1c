"""What stands on a target's page."""

from .agreement import Agreement, Replannings
from .planning import ActionPlan, Pieces, Reachability
from .standing import CascadeTree, Standing

__all__ = ["ActionPlan", "Agreement", "CascadeTree", "Pieces", "Reachability", "Replannings", "Standing"]
