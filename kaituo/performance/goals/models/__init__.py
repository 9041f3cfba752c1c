"""The tables of goals."""

from .agreement import TargetProposal, TargetSignature
from .policy import GoalPolicy, goal_policy
from .revision import TargetRevision
from .share import TargetShare
from .step import GoalStep
from .target import Target

__all__ = ["GoalPolicy", "GoalStep", "Target", "TargetProposal", "TargetRevision", "TargetShare", "TargetSignature", "goal_policy"]
