"""Outlines of cities, thinned for maps of a few hundred kilometres: ECharts' packed form in and out, on a grid of a fiftieth of a degree (about two kilometres).

Neighbours keep a common border, since each point goes to the grid by itself. A quarter of the points of the source is left.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise

UNIT, SHIFT = 1024, 64
"""The packed form counts in 1/1024 of a degree unless it says otherwise, from the point before: one character a difference, zigzag, above this code."""
PER_DEGREE = 50
LEAST = 4
"""A ring of fewer points, the first and last being one, has no area left: an islet smaller than the grid."""

Point = tuple[int, int]
Ring = list[Point]


def thinned(content: bytes) -> bytes:
    """What lies in `properties` stays as it is."""
    source = json.loads(content)
    features = [{**each, "geometry": _geometry(each["geometry"])} for each in source["features"]]
    return json.dumps({**source, "UTF8Scale": PER_DEGREE, "features": features}, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(ring: str, offset: Iterable[int]) -> Iterator[Point]:
    """In the units of the packed form."""
    x, y = offset
    codes = [ord(letter) - SHIFT for letter in ring]
    for east, north in zip(codes[::2], codes[1::2], strict=True):
        x, y = x + _signed(east), y + _signed(north)
        yield x, y


def packed(ring: Ring) -> tuple[str, Point]:
    """The characters, and the offset they count from: the first point, which they repeat as no difference."""
    steps = [(0, 0), *((there[0] - here[0], there[1] - here[1]) for here, there in pairwise(ring))]
    return "".join(chr(_zigzag(number) + SHIFT) for step in steps for number in step), ring[0]


def _geometry(given: dict) -> dict:
    many = given["type"] == "MultiPolygon"
    shapes = zip(given["coordinates"], given["encodeOffsets"], strict=True) if many else [(given["coordinates"], given["encodeOffsets"])]
    polygons = [[_on_grid(unpacked(ring, offset)) for ring, offset in zip(*shape, strict=True)] for shape in shapes]
    largest = max(polygons, key=lambda polygon: len(polygon[0]))
    land = (polygon for polygon in polygons if len(polygon[0]) >= LEAST or polygon is largest)
    kept = [[packed(outer), *(packed(hole) for hole in holes if len(hole) >= LEAST)] for outer, *holes in land]
    rings, offsets = ([[ring[part] for ring in polygon] for polygon in kept] for part in (0, 1))
    return {"type": "MultiPolygon", "coordinates": rings, "encodeOffsets": offsets}


def _signed(zigzag: int) -> int:
    return (zigzag >> 1) ^ -(zigzag & 1)


def _zigzag(signed: int) -> int:
    return 2 * signed if signed >= 0 else -2 * signed - 1


def _on_grid(ring: Iterator[Point]) -> Ring:
    """Each point at the nearest crossing, without repeats and without points on a straight line between their neighbours."""
    points = [(round(x * PER_DEGREE / UNIT), round(y * PER_DEGREE / UNIT)) for x, y in ring]
    different = points[:1] + [there for here, there in pairwise(points) if there != here]
    kept: Ring = []
    for point in different:
        if len(kept) > 1 and _is_straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _is_straight(first: Point, second: Point, third: Point) -> bool:
    return (second[0] - first[0]) * (third[1] - second[1]) == (second[1] - first[1]) * (third[0] - second[0])
