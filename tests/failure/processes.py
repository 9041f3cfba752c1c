"""Real `kaituo` processes on the database and the folder of the test that starts them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

TIMEOUT = 120


def database_address() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgresql://{found['USER']}:{quote(found['PASSWORD'])}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def surroundings(home: Path) -> dict[str, str]:
    ours = {"KAITUO_HOME": str(home), "KAITUO_DATABASE": database_address(), "DJANGO_SETTINGS_MODULE": "kaituo.config.settings"}
    return {**os.environ, **ours, "KAITUO_SECRET_KEY": settings.SECRET_KEY, "PYTHONPATH": str(settings.CHECKOUT)}


def kaituo(home: Path, *words: object) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "kaituo.config.shell", *map(str, words)]
    return subprocess.run(command, cwd=settings.CHECKOUT, env=surroundings(home), capture_output=True, text=True, check=False, timeout=TIMEOUT)


@contextmanager
def held(home: Path, place: str, count: int, *words: object) -> Iterator[subprocess.Popen]:
    """`kaituo words…` standing still after the count-th return of `module:function`; killed at the end of the block, if not before."""
    command = [sys.executable, "-m", "tests.failure.held", place, str(count), *map(str, words)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=settings.CHECKOUT, env=surroundings(home), text=True, **pipes) as process:
        try:
            said = next((line for line in process.stdout if line == "held\n"), "")
            assert said, process.stderr.read()
            yield process
        finally:
            process.kill()


def killed(home: Path, place: str, count: int, *words: object) -> None:
    """The same, killed there with SIGKILL."""
    with held(home, place, count, *words) as process:
        process.send_signal(signal.SIGKILL)
        assert process.wait(timeout=TIMEOUT) == -signal.SIGKILL
