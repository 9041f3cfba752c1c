"""The tables of people."""

from .office import Office
from .staff import Staff
from .strength import Strength

__all__ = ["Office", "Staff", "Strength"]
