"""What shape a field of the document has: a value, a list, a part, a row of parts, or one of several kinds of part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ..engine.plan.part import Part

MONEY_DIGITS = 4
"""Amounts of money are kept to so many decimals, shares and borders to more."""


@dataclass(frozen=True)
class Shape:
    """`kind` is text, number, money, share, day, check, choice, texts, numbers, grid, part, rows or union."""

    kind: str
    optional: bool = False
    choices: tuple[Any, ...] = ()
    of: type[StrEnum] | None = None
    parts: tuple[type[Part], ...] = ()


def fields_of(part: type[Part]) -> Iterator[tuple[str, FieldInfo, Shape]]:
    """Every field but the word that tells kinds apart."""
    for name, field in part.model_fields.items():
        if name != "kind" or not is_tag(field):
            yield name, field, shape_of(field)


def is_tag(field: FieldInfo) -> bool:
    return get_origin(field.annotation) is Literal and len(get_args(field.annotation)) == 1


def tag_of(part: type[Part]) -> str:
    """The word by which a kind of part is told in the document; sides of a lookup are told by their fields."""
    field = part.model_fields.get("kind")
    return str(get_args(field.annotation)[0]) if field and is_tag(field) else part.__name__.lower()


def shape_of(field: FieldInfo) -> Shape:
    inner, optional, metadata = _unwrapped(field.annotation, list(field.metadata))
    if get_origin(inner) is tuple:
        return _shape_of_list(get_args(inner)[0], optional)
    if get_origin(inner) in (Union, UnionType):
        return Shape("union", optional, parts=tuple(_bare(each) for each in get_args(inner)))
    return _shape_of_one(inner, optional, metadata)


def default_of(field: FieldInfo) -> Any:
    """None for a field that must be filled in."""
    return None if field.default is PydanticUndefined else field.default


def _unwrapped(annotation: Any, metadata: list[Any]) -> tuple[Any, bool, list[Any]]:
    """The type inside Annotated and without None."""
    optional = False
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata += [item for each in more for item in getattr(each, "metadata", [each])]
        elif get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation):
            left = [each for each in get_args(annotation) if each is not NoneType]
            annotation, optional = (left[0] if len(left) == 1 else Union[tuple(left)]), True  # noqa: UP007 - made from a list of types
        else:
            return annotation, optional, metadata


def _bare(annotation: Any) -> Any:
    return _unwrapped(annotation, [])[0]


def _shape_of_list(item: Any, optional: bool) -> Shape:
    bare, _optional, metadata = _unwrapped(item, [])
    if get_origin(bare) is tuple:
        return Shape("grid", optional)
    if isinstance(bare, type) and issubclass(bare, Part):
        return Shape("rows", optional, parts=(bare,))
    return Shape("numbers" if bare is Decimal else "texts", optional, choices=tuple(metadata))


def _shape_of_one(inner: Any, optional: bool, metadata: list[Any]) -> Shape:
    if get_origin(inner) is Literal:
        return Shape("choice", optional, tuple(get_args(inner)))
    if issubclass(inner, StrEnum):
        return Shape("choice", optional, tuple(inner), of=inner)
    if issubclass(inner, Part):
        return Shape("part", optional, parts=(inner,))
    if inner is Decimal:
        return Shape(_number(metadata), optional)
    return Shape({bool: "check", date: "day", int: "number"}.get(inner, "text"), optional)


def _number(metadata: list[Any]) -> str:
    """Money and borders are never below zero; shares have their bounds checked with a sentence of their own."""
    limits = {name: getattr(each, name) for each in metadata for name in ("ge", "decimal_places") if getattr(each, name, None) is not None}
    general = {name: value for each in metadata for name, value in getattr(each, "__dict__", {}).items()}
    places = limits.get("decimal_places", general.get("decimal_places"))
    return "share" if "ge" not in limits else "money" if places == MONEY_DIGITS else "number"
