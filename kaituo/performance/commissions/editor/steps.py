"""What a button of the form does before anything is saved: a row more, a row less, a part that was folded away or is taken out again."""

from typing import Any

from ..engine.plan.part import Part
from .shapes import Shape, fields_of, tag_of
from .values import Shown, blank

ADD, REMOVE = "add", "remove"


def stepped(part: type[Part], shown: Shown, step: str) -> Shown:
    """`add:rate.bands`, `remove:rate.bands.2`, `add:gate`; a step to nowhere changes nothing."""
    word, _colon, path = step.partition(":")
    names = path.split(".")
    if word in (ADD, REMOVE) and path:
        _at(part, shown, names, word)
    return shown


def _at(part: type[Part], shown: Shown, names: list[str], word: str) -> None:
    shape = {name: shape for name, _field, shape in fields_of(part)}.get(names[0])
    if shape is None:
        return
    if len(names) == 1:
        _whole(shape, shown, names[0], word)
    elif shape.kind == "rows" and names[1].isdigit() and int(names[1]) < len(shown[names[0]]):
        _in_row(shape, shown[names[0]], names[1:], word)
    elif isinstance(shown.get(names[0]), dict):
        _at(_part_of(shape, shown[names[0]]), shown[names[0]], names[1:], word)


def _whole(shape: Shape, shown: Shown, name: str, word: str) -> None:
    if shape.kind == "rows" and word == ADD:
        shown[name].append(blank(shape.parts[0]))
    elif shape.kind == "part" and shape.optional:
        shown[name] = blank(shape.parts[0]) if word == ADD else None


def _in_row(shape: Shape, rows: list[Any], names: list[str], word: str) -> None:
    if len(names) > 1:
        _at(shape.parts[0], rows[int(names[0])], names[1:], word)
    elif word == REMOVE:
        del rows[int(names[0])]


def _part_of(shape: Shape, shown: Shown) -> type[Part]:
    return next((each for each in shape.parts if tag_of(each) == shown.get("kind")), shape.parts[0])
