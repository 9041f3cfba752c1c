"""What comes out of a formula: money, days or a plain number; and what cannot be added or compared. Pure."""

from collections.abc import Mapping

from kaituo.foundation.calc.formula_nodes import FormulaError, Node

from .choices import Unit

Size = tuple[int, int]
"""Powers of money and of days: money is (1, 0), money a day (1, -1), a plain number (0, 0)."""
SIZES: dict[str, Size] = {Unit.MONEY: (1, 0), Unit.DAYS: (0, 1), Unit.COUNT: (0, 0), Unit.SHARE: (0, 0)}
ALIKE = {"add", "subtract", "less", "at_most", "more", "at_least", "equal", "unequal", "min", "max"}
PASSED = {"negate", "abs", "round"}
PRODUCTS = {"multiply": 1, "divide": -1}


def unit_fits(root: Node, units: Mapping[str, str], wanted: str) -> bool:
    """Whether the formula gives the unit wanted. Raises FormulaError where unlike things are added or compared."""
    return (size_of(root, units) or (0, 0)) == SIZES[wanted]


def is_sum(node: Node) -> bool:
    """Whether it only adds and subtracts what it names, at most times a bare number: then the figures of several holders add up to that of all."""
    if node.code in ("name", "negate", "add", "subtract"):
        return all(map(is_sum, node.operands))
    if node.code == "multiply":
        return any(one.is_constant and is_sum(other) for one, other in (node.operands, node.operands[::-1]))
    return node.code == "divide" and node.operands[1].is_constant and is_sum(node.operands[0])


def size_of(node: Node, units: Mapping[str, str]) -> Size | None:
    """None for a bare number, which takes the size of whatever it meets."""
    if node.code == "name":
        return SIZES[units[node.name]]
    sizes = [size_of(operand, units) for operand in node.operands]
    if node.code in ALIKE or node.code == "if":
        return _alike(node, sizes[1:] if node.code == "if" else sizes)
    if node.code in PASSED:
        return sizes[0]
    return _of_product(node, sizes)


def _of_product(node: Node, sizes: list[Size | None]) -> Size | None:
    if node.code == "power":
        return _scaled(sizes[0], int(node.number))
    if node.code in PRODUCTS:
        return _joined(sizes[0] or (0, 0), sizes[1] or (0, 0), PRODUCTS[node.code])
    return None


def _alike(node: Node, sizes: list[Size | None]) -> Size | None:
    known = {size for size in sizes if size is not None}
    if len(known) > 1:
        raise FormulaError("formula.unlike_units", node.position)
    return next(iter(known), None)


def _scaled(size: Size | None, times: int) -> Size | None:
    return None if size is None else (size[0] * times, size[1] * times)


def _joined(left: Size, right: Size, sign: int) -> Size:
    return (left[0] + sign * right[0], left[1] + sign * right[1])
