"""The tables of commissions."""

from .assignment import PlanAssignment
from .dispute import Dispute
from .plan import Component, Plan, PlanTerms
from .run import Run, RunProblem
from .statement import Statement, StatementLine

__all__ = ["Component", "Dispute", "Plan", "PlanAssignment", "PlanTerms", "Run", "RunProblem", "Statement", "StatementLine"]
