"""What went wrong, as a value: a code and its parameters, which upper floors put into the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Scalar = Decimal | int | str | bool | date | None


@dataclass(frozen=True)
class Problem:
    """One fault: `code` says which, `source` where (a record, a band, a field), `parameters` the numbers of its sentence."""

    code: str
    source: str = ""
    parameters: Mapping[str, Scalar] = field(default_factory=dict)


class Refused(ValueError):
    """Raised when something with known problems is used all the same; carries them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{problem.code} ({problem.source})" for problem in problems))
        self.problems = problems
