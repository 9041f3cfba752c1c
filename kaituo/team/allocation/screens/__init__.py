"""The screens of allocation: pools and what is held; rules of assignment; hand-overs."""

from . import assignment, handover, pools

__all__ = ["assignment", "handover", "pools"]
