"""The tables of briefings."""

from .briefing import Briefing
from .chapter import Chapter

__all__ = ["Briefing", "Chapter"]
