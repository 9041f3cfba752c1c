"""`map_shards`: one function over many pieces of work, in this process, in local processes, or on a Dask cluster.

Pieces and answers are bytes, so that they travel anywhere; the function must be one that can be imported, and give the same answer whenever it is
asked again: a piece whose worker dies is simply done again. Which of the three is used is one word of the settings.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import get_context

Work = Callable[[bytes], bytes]
HERE, PROCESSES = "here", "processes"
CLUSTERS = ("tcp://", "tls://", "ucx://")
MOST_TRIES = 3


class WorkersLost(RuntimeError):
    """Workers died again and again; nothing has been written."""


def map_shards(function: Work, shards: Sequence[bytes], engine: str = HERE) -> list[bytes]:
    """The answers in the order of the pieces. `engine` is `here`, `processes`, `processes:4`, or the address of a Dask scheduler.

    Raises ValueError for any other word, WorkersLost when workers keep dying, and whatever the function raises.
    """
    if engine == HERE:
        return [function(shard) for shard in shards]
    if engine.partition(":")[0] == PROCESSES:
        return _in_processes(function, shards, int(engine.partition(":")[2] or 0))
    if engine.startswith(CLUSTERS):
        return _on_cluster(function, shards, engine)
    raise ValueError(f"not a way to calculate: {engine!r}")


def _in_processes(function: Work, shards: Sequence[bytes], count: int) -> list[bytes]:
    """Workers are started afresh and not forked, since the calculator has threads. A broken pool is replaced and does what is left."""
    answers: dict[int, bytes] = {}
    for _try in range(MOST_TRIES):
        waiting = [at for at in range(len(shards)) if at not in answers]
        if not waiting:
            break
        with ProcessPoolExecutor(count or None, mp_context=get_context("spawn")) as pool:
            futures = {at: pool.submit(function, shards[at]) for at in waiting}
            answers |= {at: answer for at, future in futures.items() if (answer := _answer(future)) is not None}
    if len(answers) < len(shards):
        raise WorkersLost(f"{len(shards) - len(answers)} of {len(shards)} pieces had no answer after {MOST_TRIES} tries")
    return [answers[at] for at in range(len(shards))]


def _answer(future: "Future[bytes]") -> bytes | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _on_cluster(function: Work, shards: Sequence[bytes], address: str) -> list[bytes]:
    """Dask is an extra that few need, so it is looked for only when its address is given. A lost worker's pieces go to the others."""
    distributed = import_module("distributed")
    with distributed.Client(address, set_as_default=False) as client:
        futures = client.map(function, list(shards), pure=False, retries=MOST_TRIES)
        return list(client.gather(futures))
