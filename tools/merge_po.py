"""Git's merge driver for catalogues: `merge_po.py BASE OURS THEIRS` joins two branches text by text and writes OURS.

A text dropped by either side since BASE is dropped; one that both translated differently keeps ours, and is named on the error stream.
"""

import sys
from pathlib import Path

import messages
from babel.messages.catalog import Catalog, Message


def chosen(key: messages.Key, base: Message | None, ours: Message | None, theirs: Message | None) -> Message | None:
    if ours is None or theirs is None:
        return None if base is not None else ours or theirs
    if theirs.string == ours.string or not any(messages.translations(theirs)):
        return ours
    if not any(messages.translations(ours)) or (base is not None and base.string == ours.string):
        return theirs
    if base is None or base.string != theirs.string:
        print(f"kept our translation of {key[0]!r}", file=sys.stderr)
    return ours


def merged(base: Catalog, ours: Catalog, theirs: Catalog) -> Catalog:
    before, left, right = messages.entries(base), messages.entries(ours), messages.entries(theirs)
    catalogue = Catalog(locale="zh_Hans", fuzzy=False)
    for key in sorted(left.keys() | right.keys()):
        message = chosen(key, before.get(key), left.get(key), right.get(key))
        if message is not None:
            catalogue.add(message.id, message.string, context=message.context)
    return catalogue


if __name__ == "__main__":
    paths = [Path(name) for name in sys.argv[1:4]]
    messages.write(merged(*(messages.read(path) for path in paths)), paths[1])
