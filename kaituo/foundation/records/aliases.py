"""What has become of records that were merged: their address leads to the survivor, whose history holds theirs."""

from collections.abc import Iterable

from django.db.models import Model

from .models import Merge


def survivors(model: type[Model], ids: Iterable[int]) -> dict[int, int]:
    """{id: id of the record it lives on in} of those that were merged, however often since."""
    found: dict[int, int] = {}
    asked = {pk: {pk} for pk in ids}
    while asked:
        steps = Merge.objects.standing().filter(model=model._meta.label, loser_id__in=asked).values_list("loser_id", "survivor_id")
        following: dict[int, set[int]] = {}
        for loser, survivor in steps:
            following.setdefault(survivor, set()).update(asked[loser])
            found |= dict.fromkeys(asked[loser], survivor)
        asked = following
    return found


def survivor_of(model: type[Model], pk: int) -> int | None:
    return survivors(model, [pk]).get(pk)


def aliases_of(row: Model) -> list[int]:
    """The ids of all records that live on in this one."""
    found: list[int] = []
    asked = [row.pk]
    while asked:
        merges = Merge.objects.standing().filter(model=row._meta.label, survivor_id__in=asked)
        asked = list(merges.values_list("loser_id", flat=True))
        found += asked
    return found
