"""What an installation sets of the cockpit."""

from .cause_rule import CauseRule

__all__ = ["CauseRule"]
