"""The explanation of a number: a tree of the steps that made it, kept beside the number and stored as plain JSON.

A step carries a code, never a sentence; sentences in the reader's language are made above.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kaituo.foundation.calc.problems import Scalar


@dataclass(frozen=True)
class Step:
    """`value` came out of the step named `label_code`, fed by the named `inputs` and by the values of `children`."""

    label_code: str
    value: Scalar
    inputs: Mapping[str, Scalar] = field(default_factory=dict)
    children: tuple["Step", ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """The tree as JSON values; decimals and dates are written as tagged text, so nothing passes through a float."""
        return {
            "step": self.label_code,
            "value": _plain(self.value),
            "inputs": {name: _plain(value) for name, value in self.inputs.items()},
            "children": [child.to_plain() for child in self.children],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Step":
        inputs = {name: _scalar(value) for name, value in plain["inputs"].items()}
        return cls(plain["step"], _scalar(plain["value"]), inputs, tuple(cls.from_plain(child) for child in plain["children"]))


def _plain(value: Scalar) -> Any:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _scalar(plain: Any) -> Scalar:
    if not isinstance(plain, dict):
        return plain  # type: ignore[no-any-return]  # JSON of our own making
    return Decimal(plain["decimal"]) if "decimal" in plain else date.fromisoformat(plain["on"])
