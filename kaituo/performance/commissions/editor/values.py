"""Values of the document as people see and write them, and back: rates in percent, lists a line each, and nothing that was written gets lost on the way."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from ..engine.plan.part import Part
from ..engine.plan.rates import Named, Ranged, Table
from .shapes import Shape, default_of, fields_of, tag_of

HUNDRED = Decimal(100)
LONGEST = 40
"""Digits before or behind the point beyond which a number is not written out: 1e999999999 would fill the memory."""
SIGNS = str.maketrans("，．％－；、", ",.%-;,")
PICKED = ("measures", "components")
"""Lists of which one picks the entries."""
Shown = dict[str, Any]


def displayed(part: type[Part], plain: dict[str, Any]) -> Shown:
    """A part as the document keeps it, as the form shows it."""
    found: Shown = {name: _shown(shape, plain.get(name, _plain(default_of(field)))) for name, field, shape in fields_of(part)}
    if part is Table:
        _show_money(found, plain)
    return found


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _show_money(found: Shown, plain: dict[str, Any]) -> None:
    """Rates of a table that pays per piece are money; borders in shares are percent."""
    of_shares = plain.get("by") in ("target", "attainment")
    for shown, band in zip(found["bands"], plain.get("bands", []), strict=True):
        if plain.get("per_unit"):
            shown["rate"] = number_text(band["rate"])
        if of_shares:
            shown |= {name: percent_text(band[name]) for name in ("lower", "upper") if band.get(name) is not None}


def _shown(shape: Shape, value: Any) -> Any:
    if shape.kind in SHOW:
        return SHOW[shape.kind](shape, value)
    if value is None:
        return ""
    return {"share": percent_text, "money": number_text, "number": number_text}.get(shape.kind, str)(value)


def _shown_kind(shape: Shape, value: dict[str, Any]) -> Shown:
    tag = value.get("kind") or ("ranged" if "lower" in value else "named")
    part = next(each for each in shape.parts if tag_of(each) == tag)
    return {"kind": tag, **displayed(part, value)}


SHOW: dict[str, Callable[[Shape, Any], Any]] = {
    "rows": lambda shape, value: [displayed(shape.parts[0], each) for each in value or []],
    "part": lambda shape, value: None if value is None else displayed(shape.parts[0], value),
    "union": lambda shape, value: None if value is None else _shown_kind(shape, value),
    "texts": lambda _shape, value: list(value or []),
    "numbers": lambda _shape, value: [percent_text(each) for each in value or []],
    "grid": lambda _shape, value: [[percent_text(each) for each in row] for row in value or []],
    "check": lambda _shape, value: bool(value),
}
"""How kinds are shown that are more than one value."""


def number_text(value: Any) -> str:
    return f"{Decimal(str(value)).normalize():f}"


def percent_text(value: Any) -> str:
    return f"{(Decimal(str(value)) * HUNDRED).normalize():f}%"


def blank(part: type[Part]) -> Shown:
    """A new part with its defaults; a list that must have an entry begins with one."""
    found = displayed(part, {})
    for name, field, shape in fields_of(part):
        if shape.kind == "rows" and default_of(field) is None:
            found[name] = [blank(shape.parts[0])]
        if shape.kind in ("union", "part") and not shape.optional:
            first = shape.parts[0]
            found[name] = {**({"kind": tag_of(first)} if shape.kind == "union" else {}), **blank(first)}
    return found


def read(part: type[Part], data: QueryDict, path: str) -> Shown:
    """What a form says of a part, as it was typed."""
    return {name: _read(shape, name, data, f"{path}.{name}") for name, _field, shape in fields_of(part)}


def _read(shape: Shape, name: str, data: QueryDict, path: str) -> Any:
    if name in PICKED:
        return data.getlist(path)
    return READ.get(shape.kind, _read_text)(shape, data, path)


def _read_text(_shape: Shape, data: QueryDict, path: str) -> str:
    return str(data.get(path, "")).strip()


def _read_kind(shape: Shape, data: QueryDict, path: str) -> Shown | None:
    tag = data.get(f"{path}.kind", "")
    part = next((each for each in shape.parts if tag_of(each) == tag), None)
    if part is None:
        return None
    is_other = data.get(f"{path}.was", "") != tag
    return {"kind": tag, **(blank(part) if is_other else read(part, data, path))}


READ: dict[str, Callable[[Shape, QueryDict, str], Any]] = {
    "rows": lambda shape, data, path: [read(shape.parts[0], data, f"{path}.{at}") for at in _numbers(data, path)],
    "part": lambda shape, data, path: read(shape.parts[0], data, path) if f"{path}.on" in data or not shape.optional else None,
    "union": _read_kind,
    "texts": lambda _shape, data, path: _lines(data.get(path, "")),
    "numbers": lambda _shape, data, path: data.get(path, "").translate(SIGNS).replace(",", " ").split(),
    "grid": lambda _shape, data, path: [line.replace(",", " ").split() for line in _lines(data.get(path, "").translate(SIGNS))],
    "check": lambda _shape, data, path: path in data,
}


def _numbers(data: QueryDict, path: str) -> list[int]:
    starts = (name.removeprefix(f"{path}.").partition(".")[0] for name in data if name.startswith(f"{path}."))
    return sorted({int(each) for each in starts if each.isdigit() and len(each) < 6})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def entered(part: type[Part], shown: Shown) -> dict[str, Any]:
    """What was typed, as the document keeps it; what is empty is left to its default, what cannot be read is left as it is, to be told."""
    found = {}
    for name, _field, shape in fields_of(part):
        value = _entered(shape, shown.get(name))
        if value is not None or (shape.optional and name in shown):
            found[name] = value
    return found


def _entered(shape: Shape, value: Any) -> Any:
    if shape.kind in ENTER:
        return ENTER[shape.kind](shape, value)
    if value in ("", None):
        return None
    return number_of(value) if shape.kind in ("share", "money", "number") else value


def _entered_kind(shape: Shape, value: Shown) -> dict[str, Any]:
    part = next(each for each in shape.parts if tag_of(each) == value["kind"])
    kept = entered(part, value)
    return kept if part in (Named, Ranged) else {"kind": value["kind"], **kept}


ENTER: dict[str, Callable[[Shape, Any], Any]] = {
    "rows": lambda shape, value: [entered(shape.parts[0], each) for each in value or []],
    "part": lambda shape, value: None if value is None else entered(shape.parts[0], value),
    "union": lambda shape, value: None if value is None else _entered_kind(shape, value),
    "texts": lambda _shape, value: value,
    "numbers": lambda _shape, value: [number_of(each) for each in value],
    "grid": lambda _shape, value: [[number_of(each) for each in row] for row in value],
    "check": lambda _shape, value: value,
}


def number_of(text: str) -> str:
    """5% as 0.05 and 1,234.5 as 1234.5; anything else as it was typed, so that the sentence about it can show it."""
    plain = text.translate(SIGNS).replace(",", "").replace(" ", "")
    try:
        number = Decimal(plain.removesuffix("%"))
    except (InvalidOperation, ValueError):
        return text
    if not number.is_finite() or max(number.adjusted(), -number.as_tuple().exponent) > LONGEST:
        return text
    return f"{number / HUNDRED if plain.endswith('%') else number:f}"
