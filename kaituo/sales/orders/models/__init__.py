"""The tables of quotes and orders."""

from .credit import OrderCredit
from .order import Order, OrderLine
from .quote import Quote, QuoteLine
from .returned import Return

__all__ = ["Order", "OrderCredit", "OrderLine", "Quote", "QuoteLine", "Return"]
