"""The tables of recognition."""

from .badge import Badge, BadgeEarned, Honour, HonourTitle
from .recognition import Cheer, CompanyValue, Recognition

__all__ = ["Badge", "BadgeEarned", "Cheer", "CompanyValue", "Honour", "HonourTitle", "Recognition"]
