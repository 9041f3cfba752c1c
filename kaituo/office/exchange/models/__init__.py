"""The tables of the exchange centre."""

from .batch import Batch, BatchRow
from .mapping import Mapping

__all__ = ["Batch", "BatchRow", "Mapping"]
