"""How far an import is. It runs in one transaction, whose rows nobody else can see; so the count is kept in a small file beside the uploaded one."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .models import Batch

SILENT = 120
"""After so many seconds without a word the process is taken for dead."""


@dataclass(frozen=True)
class Standing:
    done: int = 0
    total: int = 0
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


def _path(batch: Batch) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / f"{batch.pk}.progress"


def say(batch: Batch, done: int, total: int) -> None:
    before = standing(batch)
    now = time.time()
    began = before.began if before.began and done else now
    path = _path(batch)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"done": done, "total": total, "began": began, "said": now}))


def standing(batch: Batch) -> Standing:
    try:
        return Standing(**json.loads(_path(batch).read_text()))
    except (OSError, ValueError, TypeError):
        return Standing()


def forget(batch: Batch) -> None:
    _path(batch).unlink(missing_ok=True)
