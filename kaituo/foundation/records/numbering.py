"""Takes the next number of a sequence inside the caller's transaction."""

from django.db.models import F

from .models import NumberSequence

DIGITS = 5


def next_number(prefix: str) -> str:
    """ "SO-2026-" → "SO-2026-00001", then 00002 … A rolled-back transaction gives its number back."""
    return next_numbers(prefix, 1)[0]


def next_numbers(prefix: str, count: int) -> list[str]:
    """`count` numbers in a row, for a batch."""
    NumberSequence.objects.get_or_create(prefix=prefix)
    NumberSequence.objects.filter(prefix=prefix).update(last=F("last") + count)
    last = NumberSequence.objects.values_list("last", flat=True).get(prefix=prefix)
    return [f"{prefix}{number:0{DIGITS}d}" for number in range(last - count + 1, last + 1)]
