"""The tables of commissions."""

from .dispute import Dispute
from .plan import Band, Component, Plan, PlanAssignment, PlanTerms
from .run import Run, RunProblem
from .statement import Statement, StatementLine

__all__ = ["Band", "Component", "Dispute", "Plan", "PlanAssignment", "PlanTerms", "Run", "RunProblem", "Statement", "StatementLine"]
