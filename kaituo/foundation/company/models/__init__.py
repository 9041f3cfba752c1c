"""The organisation's own tables."""

from .calendar import Holiday
from .organisation import LegalEntity, Organisation
from .rate import ExchangeRate

__all__ = ["ExchangeRate", "Holiday", "LegalEntity", "Organisation"]
