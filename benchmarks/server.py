"""Starts a web server of one process on loopback, as `kaituo serve` does, and ends it again. Knows how long it took and what memory it holds."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

PATIENCE_S = 60
THREADS = 4


@dataclass(frozen=True)
class Server:
    port: int
    pid: int
    start_s: float

    def memory_mb(self) -> int:
        """What the process and its children hold, shared pages counted once."""
        return sum(_held_kb(pid) for pid in (self.pid, *_children(self.pid))) // 1024


@contextmanager
def served(application: str, path: str) -> Iterator[Server]:
    """Run the application until the block ends. Raises TimeoutError when `path` does not answer within a minute."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", application, "--host", "127.0.0.1", "--port", str(port)]
    began = monotonic()
    process = subprocess.Popen([*command, "--workers", "1", "--blocking-threads", str(THREADS), "--log-level", "warning"], env=dict(os.environ))
    try:
        _wait(port, path, began)
        yield Server(port, process.pid, monotonic() - began)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def _wait(port: int, path: str, began: float) -> None:
    while monotonic() - began < PATIENCE_S:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return
        except OSError:
            sleep(0.02)
    raise TimeoutError(f"no answer at {path}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def _children(pid: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


def _held_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
