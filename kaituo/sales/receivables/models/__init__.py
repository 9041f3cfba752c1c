"""The tables of receivables."""

from .invoice import Invoice
from .payment_plan import PaymentPlan
from .receipt import Allocation, Receipt

__all__ = ["Allocation", "Invoice", "PaymentPlan", "Receipt"]
