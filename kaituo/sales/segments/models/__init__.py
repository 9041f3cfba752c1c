"""The tables of segments."""

from .care import CareDate
from .plan import AccountPlan, PlanPerson, PlanStep
from .rules import ClassRule, ServicePolicy
from .worth import Worth

__all__ = ["AccountPlan", "CareDate", "ClassRule", "PlanPerson", "PlanStep", "ServicePolicy", "Worth"]
