"""What stood above in the same file, however long it is: signs of rows and where each stood first, in a private database that goes to disk when it grows."""

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b

PAGES_HELD = -16_000
"""16 MB in memory, the rest on disk."""
LOOKED_UP = 500


class Seen:
    """Of one pass over one file. Signs are kept as 128 bits of their digest."""

    def __init__(self) -> None:
        self.store = sqlite3.connect("")
        self.store.execute(f"PRAGMA cache_size = {PAGES_HELD}")
        self.store.execute("PRAGMA journal_mode = OFF")
        self.store.execute("CREATE TABLE seen (sign BLOB PRIMARY KEY, row INTEGER) WITHOUT ROWID")

    def take(self, rows: Iterable[tuple[str, int]]) -> None:
        """(sign, number of its row), from above to below."""
        self.store.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", [(_digest(sign), number) for sign, number in rows])

    def first(self, signs: Iterable[str]) -> dict[str, int]:
        """Where each stood first; those that never stood are left out."""
        by_digest = {_digest(sign): sign for sign in signs}
        found: dict[str, int] = {}
        digests = list(by_digest)
        for start in range(0, len(digests), LOOKED_UP):
            some = digests[start : start + LOOKED_UP]
            marks = ", ".join("?" * len(some))
            rows = self.store.execute(f"SELECT sign, row FROM seen WHERE sign IN ({marks})", some)  # noqa: S608 - question marks only
            found |= {by_digest[sign]: row for sign, row in rows}
        return found


def _digest(sign: str) -> bytes:
    return blake2b(sign.encode("utf-8", "surrogatepass"), digest_size=16).digest()
