"""What was imported, and what each import did."""

from .batch import Batch, BatchRow

__all__ = ["Batch", "BatchRow"]
