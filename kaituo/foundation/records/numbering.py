"""Takes the next number of a sequence inside the caller's transaction."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import F

from .models import NumberSequence

DIGITS = 5
_block: ContextVar[tuple[int, dict[str, deque[str]]] | None] = ContextVar("numbers_taken_together", default=None)


@contextmanager
def taken_together(count: int) -> Iterator[None]:
    """Within, single numbers come from a block of `count` taken at once; what is left of it is given back at the end."""
    blocks: dict[str, deque[str]] = {}
    token = _block.set((count, blocks))
    try:
        yield
        for prefix, left in blocks.items():
            NumberSequence.objects.filter(prefix=prefix).update(last=F("last") - len(left))
    finally:
        _block.reset(token)


def next_number(prefix: str) -> str:
    """ "SO-2026-" → "SO-2026-00001", then 00002 … A rolled-back transaction gives its number back."""
    together = _block.get()
    if together is None:
        return next_numbers(prefix, 1)[0]
    count, blocks = together
    block = blocks.setdefault(prefix, deque())
    if not block:
        block.extend(next_numbers(prefix, count))
    return block.popleft()


def next_numbers(prefix: str, count: int) -> list[str]:
    """`count` numbers in a row, for a batch."""
    NumberSequence.objects.get_or_create(prefix=prefix)
    NumberSequence.objects.filter(prefix=prefix).update(last=F("last") + count)
    last = NumberSequence.objects.values_list("last", flat=True).get(prefix=prefix)
    return [f"{prefix}{number:0{DIGITS}d}" for number in range(last - count + 1, last + 1)]
