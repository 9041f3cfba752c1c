"""The tables of goals."""

from .revision import TargetRevision
from .target import Target

__all__ = ["Target", "TargetRevision"]
