"""The order of a day's visits: nearest first, then uncrossed (2-opt). Straight distances on the globe; roads are not known here."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_M = 6_371_008.8
DETOUR = 1.35
"""Roads are about so much longer than the straight line; used for the estimated time only."""
MOST_ROUNDS = 40
NEAR_KM, MOTORWAY_KMH = 20, 80


@dataclass(frozen=True)
class Point:
    latitude: float
    longitude: float


def metres(one: Point, other: Point) -> float:
    """The straight distance on the globe (haversine)."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(half)))


def length(points: Sequence[Point]) -> float:
    return sum(metres(points[at], points[at + 1]) for at in range(len(points) - 1))


def ordered(points: Sequence[Point], start: Point | None = None) -> list[int]:
    """The numbers of the points in the order to visit them, from `start` or else from the first; the way does not lead back."""
    if len(points) < 2:
        return list(range(len(points)))
    route = _nearest(points, start)
    return _uncrossed(points, route, start)


def _nearest(points: Sequence[Point], start: Point | None) -> list[int]:
    left = list(range(len(points)))
    route = [left.pop(0)] if start is None else []
    here = points[0] if start is None else start
    while left:
        near = min(left, key=lambda each: (metres(here, points[each]), each))
        left.remove(near)
        route.append(near)
        here = points[near]
    return route


def _uncrossed(points: Sequence[Point], route: list[int], start: Point | None) -> list[int]:
    """Turn stretches round as long as that makes the way shorter."""
    fixed = 1 if start is None else 0
    for _round in range(MOST_ROUNDS):
        shorter = _shorter(points, route, start, fixed)
        if shorter is None:
            break
        route = shorter
    return route


def _shorter(points: Sequence[Point], route: list[int], start: Point | None, fixed: int) -> list[int] | None:
    for first in range(fixed, len(route) - 1):
        for last in range(first + 1, len(route)):
            before = points[route[first - 1]] if first else start
            after = points[route[last + 1]] if last + 1 < len(route) else None
            now = _leg(before, points[route[first]]) + _leg(points[route[last]], after)
            then = _leg(before, points[route[last]]) + _leg(points[route[first]], after)
            if then < now - 1e-6:
                return route[:first] + route[first : last + 1][::-1] + route[last + 1 :]
    return None


def _leg(one: Point | None, other: Point | None) -> float:
    return metres(one, other) if one is not None and other is not None else 0.0


def travel_minutes(distance_m: float, speed_kmh: int) -> int:
    """The first stretch at the usual speed between customers, what is beyond it on the motorway."""
    road = distance_m * DETOUR / 1000
    near = min(road, NEAR_KM)
    return round(near / speed_kmh * 60 + (road - near) / max(MOTORWAY_KMH, speed_kmh) * 60)
