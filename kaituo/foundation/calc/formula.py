"""The checked expression language for administrators' formulas: parsed, white-listed, limited, compiled once.

`compile("min(revenue, 10000) * 0.05 if attainment >= 0.8 else 0", {"revenue", "attainment"})` gives a Formula which is evaluated on
Decimals with an explanation, or written as a DuckDB expression for a million rows. Nothing of Python is reachable from a formula: names are
only the given ones, calls only the listed functions. What the operations mean is in `formula_nodes.py`.
"""

import ast
import re
import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kaituo.foundation.calc.formula_nodes import LIMIT, NUMBER_TYPE, SCALE, FormulaError, Node
from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.rounding import round_half_up

__all__ = ["Formula", "FormulaError", "compile"]

LONGEST_TEXT = 1000
MOST_NODES = 200
DEEPEST = 30
HIGHEST_POWER = 10
ANY_COUNT = 20
# How many operands each function takes; `if(condition, then, else)` is the sheet writer's way to say the conditional.
FUNCTIONS = {"min": (2, ANY_COUNT), "max": (2, ANY_COUNT), "round": (1, 2), "abs": (1, 1), "if": (3, 3)}
BINARY = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide"}
COMPARISONS = {ast.Lt: "less", ast.LtE: "at_most", ast.Gt: "more", ast.GtE: "at_least", ast.Eq: "equal", ast.NotEq: "unequal"}
# What a Chinese keyboard writes for the signs of a formula; each is replaced by one character, so positions stay.
FULL_WIDTH = str.maketrans("（），＋－×÷＊／＜＞\n\r\t", "(),+-*/*/<>   ")
TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|\S")
NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)", re.ASCII)
BEFORE_AN_OPERAND = frozenset({"", "(", ",", "+", "-", "*", "/", "<", ">", "=", "and", "or", "not", "if", "else"})


@dataclass(frozen=True)
class Formula:
    """A checked formula; `names` are the values it uses."""

    text: str
    root: Node
    names: frozenset[str]

    def evaluate(self, values: Mapping[str, Decimal | int]) -> tuple[Decimal, Step]:
        """The number and its explanation. Raises FormulaError for a missing value, a division by zero or a number beyond the limit."""
        result, step = self.root.evaluate({name: _input(values, name) for name in sorted(self.names)})
        return Decimal(result), step

    def sql(self) -> str:
        """A DuckDB expression over columns named like the values. It is NULL in exactly the rows where `evaluate` raises."""
        computed = f"TRY({self.root.sql()})"
        if not self.names:
            return computed
        missing = " OR ".join(f'"{name}" IS NULL' for name in sorted(self.names))
        return f"CASE WHEN {missing} THEN CAST(NULL AS {NUMBER_TYPE}) ELSE {computed} END"


def compile(text: str, names: Collection[str]) -> Formula:
    """Check a formula that may use `names`. Raises FormulaError with a code and the position of the fault."""
    folded = {name.casefold() for name in names}
    if len(folded) < len(names) or folded & FUNCTIONS.keys() or not all(name.isidentifier() for name in names):
        raise ValueError(f"names must be identifiers, differ in more than capitals and be no function's: {sorted(names)}")
    source = _normal(text)
    reader = _Reader(source, names)
    root = reader.read(_parse(source), 0)
    if root.is_truth:
        raise FormulaError("formula.number_expected")
    root.sql()
    return Formula(text, root, frozenset(reader.used))


def _input(values: Mapping[str, Decimal | int], name: str) -> Decimal:
    given = values.get(name)
    if given is None:
        raise FormulaError("formula.missing_value", name=name)
    rounded = round_half_up(Decimal(given) if isinstance(given, int) else given, SCALE)
    if abs(rounded) >= LIMIT:
        raise FormulaError("formula.out_of_range", name=name)
    return rounded


def _normal(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise FormulaError("formula.too_large", LONGEST_TEXT)
    if "#" in text:
        raise FormulaError("formula.not_allowed", text.index("#"))
    source, previous = text.translate(FULL_WIDTH), ""
    for token in list(TOKEN.finditer(source)):
        # `if(` where an operand belongs is the function; Python has the word for itself, so it goes on in capitals.
        if token[0] == "if" and previous in BEFORE_AN_OPERAND:
            source = f"{source[: token.start()]}IF{source[token.end() :]}"
        previous = token[0]
    return source


def _parse(source: str) -> ast.expr:
    indent = len(source) - len(source.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse(source[indent:], mode="eval").body
    except SyntaxError as error:
        # Without a place the text ended too early.
        raise FormulaError("formula.syntax", error.offset - 1 + indent if error.offset else len(source)) from None
    except (ValueError, MemoryError, RecursionError):
        raise FormulaError("formula.syntax") from None


class _Reader:
    """Turns a syntax tree into checked nodes, refusing whatever is not listed."""

    def __init__(self, source: str, names: Collection[str]) -> None:
        self.source, self.names, self.used, self.count = source, names, set[str](), 0
        self.indent = len(source) - len(source.lstrip())

    def read(self, expr: ast.expr, depth: int) -> Node:
        self.count += 1
        position = self._position(expr)
        if depth > DEEPEST or self.count > MOST_NODES:
            raise FormulaError("formula.too_large", position)
        read = self._READERS.get(type(expr))
        if read is None:
            raise FormulaError("formula.not_allowed", position)
        return read(self, expr, position, depth + 1)

    def _position(self, expr: ast.expr) -> int:
        # The parser counts bytes; a reader counts characters.
        return len(self.source[self.indent :].encode()[: expr.col_offset].decode()) + self.indent

    def _number(self, expr: ast.Constant, position: int, _depth: int) -> Node:
        written = NUMBER.match(self.source, position)
        if isinstance(expr.value, bool | str | bytes | complex) or written is None or not isinstance(expr.value, int | float):
            raise FormulaError("formula.not_allowed", position)
        length = (expr.end_col_offset or 0) - expr.col_offset
        number = Decimal(written[0])
        if len(written[0]) != length or number >= LIMIT or round_half_up(number, SCALE) != number:
            raise FormulaError("formula.bad_number", position)
        return Node("number", position, number=number)

    def _name(self, expr: ast.Name, position: int, _depth: int) -> Node:
        if expr.id not in self.names:
            raise FormulaError("formula.unknown_name", position, name=expr.id)
        self.used.add(expr.id)
        return Node("name", position, name=expr.id)

    def _binary(self, expr: ast.BinOp, position: int, depth: int) -> Node:
        if isinstance(expr.op, ast.Pow):
            exponent = self._literal(expr.right, range(1, HIGHEST_POWER + 1), depth)
            return Node("power", position, operands=(self._wanted(expr.left, depth),), number=exponent)
        code = BINARY.get(type(expr.op))
        if code is None:
            raise FormulaError("formula.not_allowed", position)
        return Node(code, position, operands=(self._wanted(expr.left, depth), self._wanted(expr.right, depth)))

    def _unary(self, expr: ast.UnaryOp, position: int, depth: int) -> Node:
        if isinstance(expr.op, ast.Not):
            return Node("not", position, is_truth=True, operands=(self._wanted(expr.operand, depth, truth=True),))
        if isinstance(expr.op, ast.USub):
            return Node("negate", position, operands=(self._wanted(expr.operand, depth),))
        if isinstance(expr.op, ast.UAdd):
            return self._wanted(expr.operand, depth)
        raise FormulaError("formula.not_allowed", position)

    def _compare(self, expr: ast.Compare, position: int, depth: int) -> Node:
        if len(expr.ops) > 1 or type(expr.ops[0]) not in COMPARISONS:
            raise FormulaError("formula.not_allowed", position)
        operands = (self._wanted(expr.left, depth), self._wanted(expr.comparators[0], depth))
        return Node(COMPARISONS[type(expr.ops[0])], position, is_truth=True, operands=operands)

    def _logic(self, expr: ast.BoolOp, position: int, depth: int) -> Node:
        code = "and" if isinstance(expr.op, ast.And) else "or"
        node, *others = [self._wanted(value, depth, truth=True) for value in expr.values]
        for other in others:
            node = Node(code, position, is_truth=True, operands=(node, other))
        return node

    def _choice(self, expr: ast.IfExp, position: int, depth: int) -> Node:
        return self._if(position, [expr.test, expr.body, expr.orelse], depth)

    def _if(self, position: int, parts: list[ast.expr], depth: int) -> Node:
        condition, yes, no = parts
        operands = (self._wanted(condition, depth, truth=True), self._wanted(yes, depth), self._wanted(no, depth))
        return Node("if", position, operands=operands)

    def _call(self, expr: ast.Call, position: int, depth: int) -> Node:
        function = expr.func.id.lower() if isinstance(expr.func, ast.Name) else ""
        if function not in FUNCTIONS or expr.keywords:
            raise FormulaError("formula.unknown_function", position)
        fewest, most = FUNCTIONS[function]
        if not fewest <= len(expr.args) <= most:
            raise FormulaError("formula.wrong_count", position, function=function)
        if function == "if":
            return self._if(position, expr.args, depth)
        if function == "round":
            digits = self._literal(expr.args[1], range(SCALE + 1), depth) if expr.args[1:] else Decimal(0)
            return Node("round", position, operands=(self._wanted(expr.args[0], depth),), number=digits)
        return Node(function, position, operands=tuple(self._wanted(argument, depth) for argument in expr.args))

    def _wanted(self, expr: ast.expr, depth: int, *, truth: bool = False) -> Node:
        node = self.read(expr, depth)
        if node.is_truth != truth:
            raise FormulaError("formula.condition_expected" if truth else "formula.number_expected", node.position)
        return node

    def _literal(self, expr: ast.expr, allowed: range, depth: int) -> Decimal:
        node = self.read(expr, depth)
        if node.code != "number" or node.number not in allowed:
            raise FormulaError("formula.whole_number_expected", node.position, lowest=allowed.start, highest=allowed.stop - 1)
        return node.number

    _READERS: ClassVar[dict[type[ast.expr], Callable[..., Node]]] = {
        ast.Constant: _number,
        ast.Name: _name,
        ast.BinOp: _binary,
        ast.UnaryOp: _unary,
        ast.Compare: _compare,
        ast.BoolOp: _logic,
        ast.IfExp: _choice,
        ast.Call: _call,
    }
