"""The tables of goals."""

from .agreement import TargetProposal, TargetSignature
from .revision import TargetRevision
from .share import TargetShare
from .step import GoalStep
from .target import Target

__all__ = ["GoalStep", "Target", "TargetProposal", "TargetRevision", "TargetShare", "TargetSignature"]
