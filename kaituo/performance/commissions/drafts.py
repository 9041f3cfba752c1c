"""A line of a statement before it is written: what a calculation gives back."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kaituo.foundation.calc.problems import Problem

from .models import Component, Plan


@dataclass
class Draft:
    """A line of a statement not yet written; money in minor units."""

    payee_id: int
    component: Component | None
    kind: str
    on: date
    earned_on: date
    amount_minor: int
    entry_id: int | None = None
    reverses_id: int | None = None
    source_type: str = ""
    source_id: int | None = None
    band: int | None = None
    is_uplift: bool = False
    base_minor: int = 0
    before_minor: int = 0
    rate: Decimal = Decimal(0)
    result_minor: int = 0
    plan: Plan | None = None
    """Where no component is named: the plan as a whole, such as of a draw."""
    explanation: dict[str, Any] = field(default_factory=dict)
    problem: Problem | None = None
