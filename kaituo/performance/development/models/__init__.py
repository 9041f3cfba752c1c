"""The tables of development."""

from .check import CauseCheck, CheckIn, PlanTarget, Signature
from .ladder import Ladder, LadderLevel, LevelCriterion
from .plan import ImprovementPlan
from .standing import LevelStanding, Promotion

__all__ = [
    "CauseCheck",
    "CheckIn",
    "ImprovementPlan",
    "Ladder",
    "LadderLevel",
    "LevelCriterion",
    "LevelStanding",
    "PlanTarget",
    "Promotion",
    "Signature",
]
