"""Hands a calculation to the engine, whole or in shards, here or wherever the setting says, and leaves its lines in a folder to be read."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path

from kaituo.foundation.calc.shards import HERE

from .engine.columns.calculator import Calculator, Resources
from .engine.columns.chain import calculate
from .engine.columns.inputs import Inputs
from .engine.columns.outcome import Outcome, Trouble
from .engine.plan.document import Plan
from .engine.sharding import LINES, PROBLEMS, calculate_in_shards

IN_A_SHARD = 250_000
"""Credits that are calculated together at most."""
WORTH_SENDING = 20_000
"""Fewer are calculated here whatever the setting says: sending them would take longer."""
MOST_PIECES = 16
MEMORY_MB = 1024
"""What one calculation may hold before it writes to disk."""


@dataclass(frozen=True)
class Answer:
    """`lines` are Parquet files in the columns of `outcome.Line`; they stay as long as the folder."""

    lines: str
    problems: list[Trouble]


def solve(plan: Plan, inputs: Inputs, folder: Path, shown_from: date, engine: str = HERE, *, count: int) -> Answer:
    """Periods before `shown_from` count but are left out. The answer is the same however many shards there are and wherever they are calculated."""
    pieces = ceil(count / (WORTH_SENDING if engine != HERE else IN_A_SHARD))
    place = folder / "answer"
    place.mkdir()
    resources = Resources(memory_mb=MEMORY_MB, folder=folder)
    if pieces <= 1:
        with Calculator(resources) as calculator:
            outcome = Outcome(calculate(calculator, plan, inputs), shown_from)
            outcome.write(place / LINES, place / PROBLEMS)
            return Answer(str(place / LINES), outcome.problems())
    pieces = min(pieces, MOST_PIECES) if engine != HERE else pieces
    merged = calculate_in_shards(plan, inputs, place, count=pieces, engine=engine, shown_from=shown_from, resources=resources)
    return Answer(str(place / "*" / LINES), merged.problems())
