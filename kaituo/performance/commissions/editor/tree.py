"""The form as a tree of nodes that the template draws: labels, help, defaults, choices, and each fault at the field it concerns."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic.fields import FieldInfo

from kaituo.foundation.metrics.measure import MEASURES

from ..engine.plan.part import Part
from ..wording.choices import KINDS, choice_label
from ..wording.labels import help_of, label_of
from .shapes import Shape, default_of, fields_of, tag_of
from .values import PICKED, Shown, number_text, percent_text

ROOT = "d"
COMMON: dict[str, tuple[str, ...]] = {
    "Commission": ("name", "measures", "basis", "rate", "reset", "where", "release", "caps"),
    "Spiff": ("name", "measures", "amount", "every", "at_least", "where"),
    "Fixed": ("name", "amount", "bands", "attainment", "prorated"),
    "Override": ("name", "of", "measures", "components", "rate", "levels", "reset"),
    "Pool": ("name", "amount", "rate", "measures", "by"),
    "Table": ("bands", "method", "by", "accumulated"),
    "Draw": ("amount", "kind", "recoverable", "recovery_share"),
    "Weighted": ("measure", "weight"),
}
"""The fields that one looks for first; the others are folded away. A part that is not named has nothing to fold."""


@dataclass
class Node:
    """A field, or a part with fields of its own. `path` is its name in the form."""

    path: str
    kind: str
    label: str
    help: str = ""
    default: str = ""
    required: bool = False
    value: Any = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    nodes: list["Node"] = field(default_factory=list)
    rare: list["Node"] = field(default_factory=list)
    optional: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.path.replace(".", "-")

    @property
    def is_open(self) -> bool:
        """Whether what is folded away must be seen: something in it is wrong or says more than its default."""
        return any(each.says_something for each in self.rare)

    @property
    def says_something(self) -> bool:
        return bool(self.errors or self.is_filled or any(each.says_something for each in (*self.nodes, *self.rare)))

    @property
    def is_filled(self) -> bool:
        return self.kind in ("rows", "part", "union") and bool(self.nodes)

    @property
    def lines(self) -> str:
        """A list as text, an entry a line."""
        return "\n".join(" ".join(each) if isinstance(each, list) else each for each in self.value)


@dataclass(frozen=True)
class Around:
    """What the form needs to know of the plan: its other components by key."""

    components: Mapping[str, str] = field(default_factory=dict)


def tree(part: type[Part], shown: Shown, around: Around, *, without: Iterable[str] = ()) -> Node:
    root = Node(ROOT, "part", "")
    _fill(root, part, shown, around, set(without))
    return root


def _fill(node: Node, part: type[Part], shown: Shown, around: Around, without: Iterable[str] = ()) -> None:
    common = COMMON.get(part.__name__)
    for name, info, shape in _ordered(part, common):
        if name not in without:
            made = _node(part, name, info, shape, shown.get(name), f"{node.path}.{name}", around)
            (node.nodes if common is None or name in common else node.rare).append(made)


def _ordered(part: type[Part], common: tuple[str, ...] | None) -> list[tuple[str, FieldInfo, Shape]]:
    listed = list(fields_of(part))
    return listed if common is None else sorted(listed, key=lambda each: common.index(each[0]) if each[0] in common else len(common))


def _node(part: type[Part], name: str, info: FieldInfo, shape: Shape, value: Any, path: str, around: Around) -> Node:
    default = default_of(info)
    required = info.is_required() and not shape.optional
    node = Node(
        path, shape.kind, label_of(part, name), help_of(part, name), _default(part, name, shape, default), required, value, optional=shape.optional
    )
    if shape.kind == "rows":
        node.nodes = [_row(shape, each, f"{path}.{at}", at, around) for at, each in enumerate(value or [])]
    elif shape.kind == "part" and value is not None:
        _fill(node, shape.parts[0], value, around)
    elif shape.kind == "union":
        _fill_kind(node, shape, value, around)
    elif name in PICKED or name == "measure":
        _offer(node, name, value, around)
    elif shape.kind == "choice":
        node.options = [(str(each), choice_label(part.__name__, name, each, shape.of)) for each in shape.choices]
    return node


def _row(shape: Shape, value: Shown, path: str, at: int, around: Around) -> Node:
    row = Node(path, "row", str(at + 1))
    _fill(row, shape.parts[0], value, around)
    return row


def _fill_kind(node: Node, shape: Shape, value: Shown | None, around: Around) -> None:
    node.options = [("", _("None"))] if shape.optional else []
    node.options += [(tag_of(each), str(KINDS[each.__name__])) for each in shape.parts]
    node.value = (value or {}).get("kind", "")
    part = next((each for each in shape.parts if tag_of(each) == node.value), None)
    if part and value:
        _fill(node, part, value, around)


def _offer(node: Node, name: str, value: Any, around: Around) -> None:
    """What one picks from; what was said and is not there any more stays, to be seen and taken off."""
    known = around.components if name == "components" else {each: str(measure.label) for each, measure in sorted(MEASURES.items())}
    said = value if isinstance(value, list) else [value] if value else []
    node.kind = "picks" if isinstance(value, list) else "choice"
    node.options = [*([] if isinstance(value, list) else [("", "")]), *known.items(), *((each, each) for each in said if each not in known)]


def _default(part: type[Part], name: str, shape: Shape, default: Any) -> str:
    """The default in words; empty for a field that has none."""
    if default is None or default == "":
        return ""
    if shape.kind == "check":
        return _("yes") if default else _("no")
    if shape.kind == "choice":
        return choice_label(part.__name__, name, default, shape.of)
    if isinstance(default, Decimal):
        return percent_text(default) if shape.kind == "share" else number_text(default)
    return "" if default == () else str(default)


def put_faults(root: Node, faults: Iterable[tuple[str, str]]) -> None:
    """(path inside the part, sentence): each at its field, or at the nearest part around it."""
    known = {node.path: node for node in _all(root)}
    for path, sentence in faults:
        names = [ROOT, *re.findall(r"[a-z_]+|\d+", path)]
        while names and ".".join(names) not in known:
            names.pop()
        known[".".join(names) or ROOT].errors.append(sentence)


def _all(node: Node) -> Iterable[Node]:
    yield node
    for each in (*node.nodes, *node.rare):
        yield from _all(each)
