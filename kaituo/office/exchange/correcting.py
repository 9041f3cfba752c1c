"""What a person corrects on the page of an uploaded file, as the batch keeps it."""

from typing import Any

from kaituo.foundation.identity.models import User
from kaituo.team.allocation.direct import pools_open_to

from .longtable import LongTable, open_table
from .models import Batch
from .tables import Reading, Table

READING = ("encoding", "delimiter", "quote", "sheet")


def corrected(batch: Batch, said: dict[str, Any], columns: list[str], *, by: User) -> dict[str, Any]:
    """`columns`: the field that each column of the file feeds, in its order. Read in another way the file may have other columns: they are matched anew."""
    reading = Reading(**{name: said[name] for name in READING}).said()
    found: dict[str, Any] = {name: said[name] for name in ("mode", "key", "leaves_out", "makes_missing")} | {"pool_id": _pool(said["pool"], by)}
    if reading and not _is_read_so(batch, reading):
        return found | {"reading": reading, "headings": _headings(batch, reading)}
    return found | {"mapping": _mapping(batch, columns)}


def _pool(pk: int | None, by: User) -> int | None:
    return pk if pk in {pool.pk for pool in pools_open_to(by)} else None


def _is_read_so(batch: Batch, reading: dict[str, str]) -> bool:
    """Whether that is how it is read already, found out or said."""
    found = _table(batch, batch.reading).reading.said()
    return all(found.get(name) == value for name, value in reading.items())


def _mapping(batch: Batch, columns: list[str]) -> dict[str, Any]:
    """Two columns may feed one field: first and last name."""
    found: dict[str, list[str]] = {}
    for name, heading in zip(columns, [heading for heading in batch.headings if heading], strict=False):
        if name:
            found.setdefault(name, []).append(heading)
    return {name: headings[0] if len(headings) == 1 else headings for name, headings in found.items()}


def _headings(batch: Batch, reading: dict[str, str]) -> list[str]:
    """Where it cannot be read so, the page says it and the headings stay."""
    try:
        return _table(batch, reading).headings
    except ValueError:
        return batch.headings


def _table(batch: Batch, reading: dict[str, str]) -> Table | LongTable:
    return open_table(lambda: batch.file.open("rb"), batch.file.size, batch.name if "." in batch.name else batch.file.name, Reading(**reading))
