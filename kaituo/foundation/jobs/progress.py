"""How far a long job is. It runs in one transaction, whose rows nobody else can see; so the count is kept in a small file.

The file lies in the data folder, beside the database and not among the files that are served.
"""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

SILENT = 120
"""After so many seconds without a word the process is taken for dead."""


@dataclass(frozen=True)
class Standing:
    """`done` of `total`; `of` names what is counted when a job counts different things one after the other. Instants in seconds since 1970."""

    done: int = 0
    total: int = 0
    of: str = ""
    began: float = 0
    said: float = 0

    @property
    def share(self) -> float:
        return min(self.done / self.total, 1) if self.total else 0

    @property
    def seconds_left(self) -> int | None:
        passed = self.said - self.began
        return round(passed * (self.total - self.done) / self.done) if self.done and passed > 0 else None

    @property
    def is_silent(self) -> bool:
        return time.time() - self.said > SILENT


def _path(name: str) -> Path:
    return Path(settings.HOME) / "progress" / f"{name}.json"


def say(name: str, done: int, total: int, of: str = "") -> None:
    """Written beside and moved into place, so that nobody reads half of it."""
    before, now = standing(name), time.time()
    began = before.began if before.began and done and before.of == of else now
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(Standing(done, total, of, began, now))))
    draft.replace(path)


def standing(name: str) -> Standing:
    try:
        return Standing(**json.loads(_path(name).read_text()))
    except (OSError, ValueError, TypeError):
        return Standing()


def stop(name: str) -> None:
    """Ask whoever does the job to end it. It lies beside the count, because the job may hold the database."""
    path = _path(name).with_suffix(".stop")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def is_to_stop(name: str) -> bool:
    return _path(name).with_suffix(".stop").exists()


def forget(name: str) -> None:
    for suffix in (".json", ".stop"):
        _path(name).with_suffix(suffix).unlink(missing_ok=True)
