"""The dated closure of a tree: who is above whom, from when until when. Pure; the rows come in and go out as tuples."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Edge(NamedTuple):
    node: int
    parent: int
    starts_on: date
    ends_on: date


class Reach(NamedTuple):
    ancestor: int
    descendant: int
    depth: int
    starts_on: date
    ends_on: date


class CircularTree(ValueError):
    """A node would stand above itself; `nodes` names the circle."""

    def __init__(self, nodes: tuple[int, ...]) -> None:
        super().__init__(f"circle of {nodes}")
        self.nodes = nodes


def closure(nodes: Iterable[int], edges: Iterable[Edge]) -> list[Reach]:
    """Every pair (ancestor, descendant) with the span in which it holds; each node reaches itself for ever.

    Raises CircularTree when, on some day, a node is its own ancestor.
    """
    parents: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        parents[edge.node].append(edge)

    def climb(node: int, starts_on: date, ends_on: date, trail: tuple[int, ...]) -> Iterable[Reach]:
        yield Reach(node, trail[0], len(trail) - 1, starts_on, ends_on)
        for edge in parents[node]:
            first, last = max(starts_on, edge.starts_on), min(ends_on, edge.ends_on)
            if first >= last:
                continue
            if edge.parent in trail:
                raise CircularTree(trail)
            yield from climb(edge.parent, first, last, (*trail, edge.parent))

    return [reach for node in nodes for reach in climb(node, date.min, date.max, (node,))]
