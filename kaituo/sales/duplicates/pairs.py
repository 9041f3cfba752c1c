"""Pairs kept in step: written when a record comes in although there is one like it, closed when the two become one."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import models

from .choices import Key, PairState
from .models import Pair
from .shelf import Recognisable
from .telling import Alike

LIKELIHOODS = {
    Key.CREDIT_CODE: Decimal("0.999"),
    Key.NAME_PHONE: Decimal("0.99"),
    Key.FULL_NAME: Decimal("0.9"),
    Key.EMAIL: Decimal("0.8"),
    Key.PHONE: Decimal("0.7"),
}
"""Of a pair that was let in at the door; a search through everything weighs them anew."""


def note(kind: Recognisable, row: models.Model, others: Alike) -> None:
    texts = {other.pk: str(other) for other in kind.model._default_manager.filter(pk__in=others)} | {row.pk: str(row)}
    for pk, key in others.items():
        if pk in texts:
            first, second = sorted((pk, row.pk))
            said = {"first_text": texts[first][:200], "second_text": texts[second][:200]}
            said |= {"likelihood": LIKELIHOODS[key], "reasons": [[key.value, "same", 0]]}
            Pair.objects.get_or_create(model=kind.label, first_id=first, second_id=second, defaults=said)


def close_merged(model: str, loser: int, survivor: int) -> None:
    """The two are one; what else the loser was paired with is found again, if it still is like the survivor."""
    Pair.objects.of(model, loser, survivor).update(state=PairState.MERGED)
    Pair.objects.with_record(model, loser).exclude(state=PairState.MERGED).delete()


def reopen(model: str, loser: int, survivor: int) -> None:
    Pair.objects.of(model, loser, survivor).update(state=PairState.OPEN, judged_by=None)


def judged_different(model: str, pairs: Iterable[tuple[int, int]], by) -> None:
    for first, second in pairs:
        Pair.objects.of(model, first, second).update(state=PairState.DIFFERENT, judged_by=by)
