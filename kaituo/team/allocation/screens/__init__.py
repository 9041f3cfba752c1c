"""The screens of allocation: pools and what is held; rules of assignment."""

from . import assignment, pools

__all__ = ["assignment", "pools"]
