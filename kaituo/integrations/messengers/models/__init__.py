"""Connections to messaging services, and what persons are called there."""

from .handle import Handle
from .outlet import Outlet

__all__ = ["Handle", "Outlet"]
