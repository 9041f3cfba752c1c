"""The models of duties."""

from .duty import AccountDuty, DealDuty, Duty
from .role import DutyRole

__all__ = ["AccountDuty", "DealDuty", "Duty", "DutyRole"]
