"""Which records carry the same key: the marks of each record, kept in step, and who else has them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from types import SimpleNamespace
from typing import Any

from django.db import connection, models

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.writing import insert_values

from .choices import Key
from .models import MatchKey
from .shelf import Recognisable

ASKED = 500
KEPT = 5000
SUREST = [Key.CREDIT_CODE, Key.NAME_PHONE, Key.FULL_NAME, Key.EMAIL, Key.PHONE]
Marks = dict[int, Key]
"""{mark: the key behind it}"""


def mark(label: str, key: Key, value: str) -> int:
    digest = blake2b(f"{label}\0{key.value}\0{value}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def marks_of(kind: Recognisable, row: models.Model) -> Marks:
    return dict(_marks(kind, tuple(getattr(row, name) for name in kind.fields)))


def marks_of_values(kind: Recognisable, values: dict[str, Any]) -> Marks:
    """Of a row that is not there yet; what is not said is empty."""
    return dict(_marks(kind, tuple(values.get(name) or kind.empty[name] for name in kind.fields)))


@lru_cache(KEPT)
def _marks(kind: Recognisable, values: tuple[Any, ...]) -> Marks:
    """A row that is imported is recognised when it is checked and again when it is written, one soon after the other."""
    row = SimpleNamespace(**dict(zip(kind.fields, values, strict=True)))
    return {mark(kind.label, key, value): key for key, value in kind.signs(row) if value}


def renew(kind: Recognisable, ids: Iterable[int], *, are_new: bool = False, rows: Sequence[models.Model] = ()) -> dict[int, Marks]:
    """Write the marks of these records; those put away lose theirs. Returns, of each record, the marks that it did not have before.

    rows: the records themselves, where they are in hand.
    """
    ids = list(ids)
    there = {row.pk: marks_of(kind, row) for row in rows or _read(kind, ids)}
    before = {} if are_new else _kept(kind, ids)
    gone = [key for pk, kept in before.items() for sign, key in kept.items() if sign not in there.get(pk, {})]
    MatchKey.objects.filter(pk__in=gone).delete()
    added = {pk: {sign: key for sign, key in marks.items() if sign not in before.get(pk, {})} for pk, marks in there.items()}
    values = [(kind.label, pk, sign) for pk, marks in added.items() for sign in marks]
    insert_values(MatchKey, ("model", "record_id", "mark"), values)
    return added


def _read(kind: Recognisable, ids: list[int]) -> models.QuerySet:
    rows = kind.model._default_manager.filter(pk__in=ids).only("pk", *kind.fields)
    return rows.active() if hasattr(rows, "active") else rows


def _kept(kind: Recognisable, ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """{record: {mark: id of its row}}"""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for key, pk, sign in MatchKey.objects.filter(model=kind.label, record_id__in=ids).values_list("pk", "record_id", "mark"):
        found[pk][sign] = key
    return found


def carriers(marks: Iterable[int]) -> dict[int, list[int]]:
    """{mark: the records that carry it, the oldest first}"""
    found: dict[int, list[int]] = defaultdict(list)
    asked = sorted(set(marks))
    given, among = (asked, "= ANY(%s)") if connection.vendor == "postgresql" else (str(asked), "IN (SELECT value FROM json_each(%s))")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mark, record_id FROM {MatchKey._meta.db_table} WHERE mark {among} ORDER BY record_id", [given])  # noqa: S608 - our own names
        for sign, pk in cursor:
            found[sign].append(pk)
    return found


def known(kind: Recognisable, row: models.Model, by: User) -> list[int]:
    """Of a record that is not written yet: the keys of those with a sign of it that the person may see, the surest first."""
    marks = marks_of(kind, row)
    carried = carriers(marks)
    found = dict.fromkeys(pk for sign in sorted(marks, key=lambda sign: SUREST.index(marks[sign])) for pk in carried.get(sign, ()))
    rows = visible(by, kind.model._default_manager.filter(pk__in=list(found)[:ASKED]))
    seen = set(rows.order_by().values_list("pk", flat=True))
    return [pk for pk in found if pk in seen]
