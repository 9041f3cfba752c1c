"""People, the trees they stand in, and what they are allowed to do."""

from .grant import FieldRule, Grant, Role, RoleAssignment, Share
from .helping import Helping
from .team import Membership, Team, TeamPath, TeamPlacement
from .territory import Territory, TerritoryMembership, TerritoryPath, TerritoryPlacement
from .user import User

__all__ = [
    "FieldRule",
    "Grant",
    "Helping",
    "Membership",
    "Role",
    "RoleAssignment",
    "Share",
    "Team",
    "TeamPath",
    "TeamPlacement",
    "Territory",
    "TerritoryMembership",
    "TerritoryPath",
    "TerritoryPlacement",
    "User",
]
