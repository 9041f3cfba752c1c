"""The tables of customers."""

from .account import Account, Address
from .contact import Contact

__all__ = ["Account", "Address", "Contact"]
