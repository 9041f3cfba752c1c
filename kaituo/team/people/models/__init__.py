"""The tables of people."""

from .office import Office
from .staff import Staff

__all__ = ["Office", "Staff"]
