"""The operations of the formula language, each with its two meanings: on Decimals in Python and as a DuckDB expression.

Both work on numbers of 8 decimals below 10^20 and round after every operation, halves away from zero, so they give equal results to the
last digit. What may be written at all is checked in `formula.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.rounding import EXACT, quotient, round_half_up

SCALE = 8
LIMIT = Decimal(10) ** 20
NUMBER_TYPE = f"DECIMAL(28,{SCALE})"
# Longer than any formula people write and short enough that nobody can blow one up by nesting.
LONGEST_SQL = 40_000

Value = Decimal | bool
Values = Mapping[str, Decimal]


class FormulaError(ValueError):
    """A formula that is refused or has no value: `code` says why, `position` is the character it concerns, counted from 0."""

    def __init__(self, code: str, position: int = 0, **parameters: str | int) -> None:
        super().__init__(f"{code} at {position} {parameters or ''}".strip())
        self.code, self.position, self.parameters = code, position, parameters


@dataclass(frozen=True)
class Operation:
    """One word of the language; `python` and `sql` take the same operands, and the node's number last where it carries one."""

    python: Callable[..., Value]
    sql: Callable[..., str]


@dataclass(frozen=True)
class Node:
    """A checked piece of a formula. `code` names an operation, or is number, name, and, or, if.

    `number` is the literal, the exponent of a power or the digits of a rounding.
    """

    code: str
    position: int
    is_truth: bool = False
    operands: tuple["Node", ...] = ()
    number: Decimal = Decimal(0)
    name: str = ""

    def evaluate(self, values: Values) -> tuple[Value, Step]:
        """The value with its explanation. Raises FormulaError where there is none (division by zero, beyond the limit)."""
        if self.code == "number":
            return self.number, Step("formula.number", self.number)
        if self.code == "name":
            return values[self.name], Step("formula.name", values[self.name], {"name": self.name})
        if self.code in LAZY:
            return self._evaluate_lazily(values)
        results = [operand.evaluate(values) for operand in self.operands]
        value = self._checked(lambda: OPERATIONS[self.code].python(*(result for result, _step in results), *self._setting))
        return value, Step(f"formula.{self.code}", value, {}, tuple(step for _result, step in results))

    def sql(self) -> str:
        """The DuckDB expression. Raises FormulaError when it grows too long or a part without names has no value."""
        if self.is_constant:
            # DuckDB folds constants before TRY can catch their faults, so only the folded value is handed to it.
            return _literal(self.evaluate({})[0])
        if self.code == "name":
            return f'CAST("{self.name}" AS {NUMBER_TYPE})'
        build = LAZY[self.code] if self.code in LAZY else OPERATIONS[self.code].sql
        text = build(*(operand.sql() for operand in self.operands), *self._setting)
        if len(text) > LONGEST_SQL:
            raise FormulaError("formula.too_large", self.position)
        return text

    @property
    def is_constant(self) -> bool:
        return self.code != "name" and all(operand.is_constant for operand in self.operands)

    def _evaluate_lazily(self, values: Values) -> tuple[Value, Step]:
        first, first_step = self.operands[0].evaluate(values)
        chosen = self._next_operand(bool(first))
        if chosen is None:
            return first, Step(f"formula.{self.code}", first, {}, (first_step,))
        value, step = chosen.evaluate(values)
        return value, Step(f"formula.{self.code}", value, {}, (first_step, step))

    def _next_operand(self, is_true: bool) -> "Node | None":
        if self.code == "if":
            return self.operands[1] if is_true else self.operands[2]
        return self.operands[1] if is_true == (self.code == "and") else None

    def _checked(self, compute: Callable[[], Value]) -> Value:
        try:
            value = compute()
        except ZeroDivisionError:
            raise FormulaError("formula.division_by_zero", self.position) from None
        except OverflowError:
            raise FormulaError("formula.out_of_range", self.position) from None
        if isinstance(value, Decimal) and abs(value) >= LIMIT:
            raise FormulaError("formula.out_of_range", self.position)
        return value

    @property
    def _setting(self) -> tuple[Decimal, ...]:
        return (self.number,) if self.code in WITH_NUMBER else ()


def _literal(value: Value) -> str:
    return f"CAST('{value:f}' AS {NUMBER_TYPE})" if isinstance(value, Decimal) else str(value).upper()


def _number(text: str) -> str:
    return f"CAST({text} AS {NUMBER_TYPE})"


def _times(left: Decimal, right: Decimal) -> Decimal:
    return round_half_up(EXACT.multiply(left, right), SCALE)


def _divide(left: Decimal, right: Decimal) -> Decimal:
    return quotient(left, right, SCALE)


def _divide_sql(left: str, right: str) -> str:
    # DuckDB divides decimals as doubles. Whole numbers cut towards zero at one digit more, rounded by the cast, give the exact quotient.
    whole = f"(CAST({left} * 100000000 AS HUGEINT) * 1000000000 // CAST({right} * 100000000 AS HUGEINT))"
    return _number(f"{whole} * CAST(0.000000001 AS DECIMAL(10,9))")


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    result = Decimal(1)
    for _turn in range(int(exponent)):
        result = _times(result, base)
        if abs(result) >= LIMIT:
            raise OverflowError
    return result


def _power_sql(base: str, exponent: Decimal) -> str:
    return reduce(lambda left, right: _number(f"{left} * {right}"), [base] * int(exponent))


def _round(value: Decimal, digits: Decimal) -> Decimal:
    return round_half_up(value, int(digits))


def _round_sql(value: str, digits: Decimal) -> str:
    return _number(f"CAST({value} AS DECIMAL(28,{int(digits)}))")


def _infix(sign: str) -> Callable[[str, str], str]:
    return lambda left, right: f"({left} {sign} {right})"


def _number_infix(sign: str) -> Callable[[str, str], str]:
    return lambda left, right: _number(f"{left} {sign} {right}")


def _call(name: str) -> Callable[..., str]:
    return lambda *operands: f"{name}({', '.join(operands)})"


# AND and OR are written as CASE, because DuckDB may evaluate their sides in any order and the guard must come first.
LAZY: dict[str, Callable[..., str]] = {
    "and": lambda left, right: f"CASE WHEN {left} THEN {right} ELSE FALSE END",
    "or": lambda left, right: f"CASE WHEN {left} THEN TRUE ELSE {right} END",
    "if": lambda condition, yes, no: f"CASE WHEN {condition} THEN {yes} ELSE {no} END",
}
OPERATIONS: dict[str, Operation] = {
    "add": Operation(EXACT.add, _number_infix("+")),
    "subtract": Operation(EXACT.subtract, _number_infix("-")),
    "multiply": Operation(_times, _number_infix("*")),
    "divide": Operation(_divide, _divide_sql),
    "power": Operation(_power, _power_sql),
    "negate": Operation(EXACT.minus, lambda value: f"(-{value})"),
    "not": Operation(lambda truth: not truth, lambda truth: f"(NOT {truth})"),
    "less": Operation(lambda left, right: left < right, _infix("<")),
    "at_most": Operation(lambda left, right: left <= right, _infix("<=")),
    "more": Operation(lambda left, right: left > right, _infix(">")),
    "at_least": Operation(lambda left, right: left >= right, _infix(">=")),
    "equal": Operation(lambda left, right: left == right, _infix("=")),
    "unequal": Operation(lambda left, right: left != right, _infix("<>")),
    "min": Operation(min, _call("least")),
    "max": Operation(max, _call("greatest")),
    "abs": Operation(lambda value: value.copy_abs(), _call("abs")),
    "round": Operation(_round, _round_sql),
}
WITH_NUMBER = frozenset({"power", "round"})
