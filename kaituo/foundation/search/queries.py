"""Which entries of the index hold the terms. Each database has its own index over the pairs; both give the same rows."""

from collections.abc import Iterable

from django.db import connections, models
from django.db.models import Case, F, IntegerField, Q, Value, When, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length, RowNumber

from .words import kind_mark, pairs_of

ON_SQLITE = "SELECT rowid FROM search_pairs WHERE search_pairs MATCH %s"
ON_POSTGRESQL = {
    False: "SELECT id FROM search_document WHERE found_by @@ %s::tsquery",
    True: "SELECT id FROM search_document WHERE found_by_all @@ %s::tsquery",
}


class DocumentQuerySet(models.QuerySet):
    def holding(self, label: str, terms: list[str], *, guarded: bool, newest: int = 0) -> "DocumentQuerySet":
        """Entries of a kind in which every term occurs; `guarded`: also in the fields that not everybody sees. `newest`: of so many at most.

        The index narrows by pairs, which may stand apart; what is left is read to be sure.
        """
        return self.filter(pk__in=self._narrowed(label, terms, guarded, newest)).saying(terms, guarded=guarded)

    def saying(self, terms: list[str], *, guarded: bool) -> "DocumentQuerySet":
        """Those of these entries in which every term occurs, each read."""
        rows = self
        for term in terms:
            rows = rows.filter(Q(words__contains=term) | Q(guarded_words__contains=term) if guarded else Q(words__contains=term))
        return rows

    def are_few(self, label: str, terms: list[str], *, guarded: bool, count: int) -> bool:
        """Whether the terms occur in at most `count` entries; no further is counted. Where pairs stand in many entries that hold no whole term, those are read."""
        are_named_few = self.filter(pk__in=self._narrowed(label, terms, guarded, count + 1)).count() <= count
        if are_named_few or all(len(_asked_pairs(term)) == 1 for term in terms):
            return are_named_few
        return self.holding(label, terms, guarded=guarded)[: count + 1].count() <= count

    def ranked(self, terms: list[str]) -> "DocumentQuerySet":
        """Best first: the title itself, a title that begins so, one that holds it, the rest; short before long, new before old."""
        asked = "".join(terms)
        nearness = Case(
            When(words__startswith=f"{asked} ", then=Value(0)),
            When(words=asked, then=Value(0)),
            When(words__startswith=asked, then=Value(1)),
            When(words__contains=asked, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
        return self.annotate(nearness=nearness)

    def best_of_each(self, terms: list[str], count: int) -> "DocumentQuerySet":
        """The `count` best of every kind."""
        place = Window(RowNumber(), partition_by=F("model"), order_by=["nearness", Length("words"), F("record_id").desc()])
        return self.ranked(terms).annotate(place=place).filter(place__lte=count).order_by("nearness", "place")

    def of(self, label: str, ids: Iterable[int]) -> "DocumentQuerySet":
        return self.filter(model=label, record_id__in=ids)

    def _narrowed(self, label: str, terms: list[str], guarded: bool, newest: int) -> RawSQL:
        pairs = dict.fromkeys(pair for term in terms for pair in _asked_pairs(term))
        if connections[self.db].vendor == "postgresql":
            asked = " & ".join(f"'{pair}'" if len(pair) > 1 else f"'{pair}':*" for pair in (*pairs, kind_mark(label)))
            return RawSQL(_newest_of(ON_POSTGRESQL[guarded], newest), [asked])  # noqa: S611 - terms are letters and digits alone
        columns = "{pairs guarded_pairs}" if guarded else "{pairs}"
        asked = " AND ".join(f'"{pair}"' if len(pair) > 1 else f'"{pair}" *' for pair in (*pairs, kind_mark(label)))
        limit = f" ORDER BY rowid DESC LIMIT {newest}" if newest else ""
        return RawSQL(ON_SQLITE + limit, [f"{columns} : ({asked})"])  # noqa: S611 - terms are letters and digits alone


def _newest_of(found: str, newest: int) -> str:
    """What the index finds is found first: PostgreSQL would rather read entries from the newest on until enough of them fit."""
    if not newest:
        return found
    return f"WITH found AS MATERIALIZED ({found}) SELECT id FROM found ORDER BY id DESC LIMIT {newest}"  # noqa: S608 - words of ours and a whole number


def _asked_pairs(term: str) -> list[str]:
    """A single character is looked for as the beginning of a pair."""
    return [term] if len(term) == 1 else [pair for pair in pairs_of(term).split() if len(pair) > 1]
