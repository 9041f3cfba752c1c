"""What stood above in the same file, however long it is: signs of rows and where each stood first, in a private database that goes to disk when it grows."""

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b

PAGES_HELD = -16_000
"""16 MB in memory, the rest on disk."""
LOOKED_UP = 500
Sign = str | int
"""A text, of which 128 bits of its digest are kept, or what is a digest of 64 bits already."""


class Seen:
    """Of one pass over one file."""

    def __init__(self) -> None:
        self.store = sqlite3.connect("")
        self.store.execute(f"PRAGMA cache_size = {PAGES_HELD}")
        self.store.execute("PRAGMA journal_mode = OFF")
        self.store.execute("CREATE TABLE seen (sign BLOB PRIMARY KEY, row INTEGER) WITHOUT ROWID")

    def take(self, rows: Iterable[tuple[Sign, int]]) -> dict[Sign, int]:
        """(sign, number of its row), from above to below. Returns where each stood first."""
        here: dict[Sign, int] = {}
        for sign, number in rows:
            here.setdefault(sign, number)
        before = self.store.total_changes
        self.store.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", zip(map(_digest, here), here.values(), strict=True))
        are_all_new = self.store.total_changes - before == len(here)
        return here if are_all_new else self.first(here)

    def first(self, signs: Iterable[Sign]) -> dict[Sign, int]:
        """Where each stood first; those that never stood are left out."""
        by_digest = {_digest(sign): sign for sign in signs}
        found: dict[Sign, int] = {}
        digests = list(by_digest)
        for start in range(0, len(digests), LOOKED_UP):
            some = digests[start : start + LOOKED_UP]
            marks = ", ".join("?" * len(some))
            rows = self.store.execute(f"SELECT sign, row FROM seen WHERE sign IN ({marks})", some)  # noqa: S608 - question marks only
            found |= {by_digest[sign]: row for sign, row in rows}
        return found


def _digest(sign: Sign) -> bytes:
    if isinstance(sign, int):
        return sign.to_bytes(8, "big", signed=True)
    return blake2b(sign.encode("utf-8", "surrogatepass"), digest_size=16).digest()
