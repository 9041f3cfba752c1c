"""How far an import is."""

from kaituo.foundation.jobs import progress
from kaituo.foundation.jobs.progress import Standing

from .models import Batch


def _name(batch: Batch) -> str:
    return f"import-{batch.pk}"


def say(batch: Batch, done: int, total: int, of: str = "") -> None:
    progress.say(_name(batch), done, total, of)


def standing(batch: Batch) -> Standing:
    return progress.standing(_name(batch))


def stop(batch: Batch) -> None:
    progress.stop(_name(batch))


def is_to_stop(batch: Batch) -> bool:
    return progress.is_to_stop(_name(batch))


def forget(batch: Batch) -> None:
    progress.forget(_name(batch))
