"""The verbs of allocation."""

from .handover import carry_out, plan, undo
from .holding import (
    appeal,
    assign,
    assign_many,
    claim,
    claim_many,
    extend_protection,
    grant,
    lock,
    move,
    refuse,
    release,
    unlock,
)

__all__ = [
    "appeal",
    "assign",
    "assign_many",
    "carry_out",
    "claim",
    "claim_many",
    "extend_protection",
    "grant",
    "lock",
    "move",
    "plan",
    "refuse",
    "release",
    "undo",
    "unlock",
]
