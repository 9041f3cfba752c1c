"""Requests per second while eight people click at once, against the floor under the same eight."""

from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from time import perf_counter

from benchmarks.client import Visitor
from kaituo.foundation.identity.models import User

CLIENTS = 8
SECONDS = 10


def measure(users: list[User], paths: list[str], port: int, floor_paths: list[str], floor_port: int) -> dict:
    """Each client has a session of its own and asks for one page after the other."""
    ours = per_second([Visitor(port, user) for user in users], paths)
    floor = per_second([Visitor(floor_port) for _client in range(CLIENTS)], floor_paths)
    return {"clients": CLIENTS, "pages": paths, "per_second": ours, "floor_per_second": floor, "ratio": round(floor / ours, 1)}


def per_second(visitors: list[Visitor], paths: list[str]) -> float:
    for visitor in visitors:
        visitor.get(paths[0])
    began = perf_counter()
    with ThreadPoolExecutor(len(visitors)) as pool:
        counts = list(pool.map(lambda visitor: clicked(visitor, paths, began + SECONDS), visitors))
    return round(sum(counts) / (perf_counter() - began), 1)


def clicked(visitor: Visitor, paths: list[str], until: float) -> int:
    count = 0
    for path in cycle(paths):
        if perf_counter() >= until:
            return count
        answer = visitor.get(path)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status} under load: {answer.body[:300]!r}")
        count += 1
    return count
