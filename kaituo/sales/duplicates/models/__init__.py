"""The tables of duplicates."""

from .dispute import Dispute
from .match_key import MatchKey
from .pair import Pair, Scan
from .rule import DuplicateRule

__all__ = ["Dispute", "DuplicateRule", "MatchKey", "Pair", "Scan"]
