"""The tables of commissions."""

from .assignment import PlanAssignment
from .dispute import Dispute
from .hold import Hold
from .plan import Component, Plan, PlanTerms
from .rules import PayRules, pay_rules
from .run import Run, RunProblem
from .simulation import Simulation
from .statement import Statement, StatementLine
from .version import RunVersion

__all__ = [
    "Component",
    "Dispute",
    "Hold",
    "PayRules",
    "Plan",
    "PlanAssignment",
    "PlanTerms",
    "Run",
    "RunProblem",
    "RunVersion",
    "Simulation",
    "Statement",
    "StatementLine",
    "pay_rules",
]
