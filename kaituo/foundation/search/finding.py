"""Finding: one question over every kind of record, answered with what this person may see and nothing of the rest, not even how much there is."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, QuerySet

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User

from .models import Document
from .shelf import SHELF, Searchable
from .words import marked, terms_of

LOOKED_AT = 60
"""How many of each kind are asked for access at first; where that leaves too few, the whole kind is."""

RANKED = 500
"""So many of each kind, the newest, are weighed against each other; a word that is in more of them says too little to weigh the rest."""
FEW = 5000
"""Up to so many entries a list is narrowed by the index."""


@dataclass(frozen=True)
class Hit:
    row: Model
    subtitle: str
    terms: list[str]

    @property
    def title(self) -> list[tuple[str, bool]]:
        """In pieces, each with whether it was asked for."""
        return marked(str(self.row), self.terms)


@dataclass(frozen=True)
class Group:
    """The hits of one kind of record, best first."""

    kind: Searchable
    hits: list[Hit]

    @property
    def title(self) -> str:
        return str(self.kind.model._meta.verbose_name_plural)


def search(user: User, text: str, limit: int = 5) -> list[Group]:
    """At most `limit` hits of each kind; the kind with the best hit comes first."""
    terms = terms_of(text)
    kinds = [kind for kind in SHELF.values() if not kind.is_part and may(user, VIEW, kind.model)] if terms else []
    if not kinds:
        return []
    candidates: dict[str, list[int]] = defaultdict(list)
    for label, pk in _holding(user, kinds, terms, RANKED).best_of_each(terms, LOOKED_AT).values_list("model", "record_id"):
        candidates[label].append(pk)
    groups = [Group(SHELF[label], _hits(user, SHELF[label], ids, terms, limit)) for label, ids in candidates.items()]
    return [group for group in groups if group.hits]


def narrowed(user: User, rows: QuerySet, text: str, *, guarded: bool | None = None) -> QuerySet:
    """The rows that are found by the text, as the box over everything finds them. Of a kind that is not in the index: none, once something is asked.

    A rare word is looked up in the index. For a common one each row is asked for its entry, in the order of the list, until a page is full.
    `guarded`: whether masked fields are looked into; by default as the person's roles say.
    """
    terms, kind = terms_of(text), SHELF.get(rows.model._meta.label)
    if not terms or kind is None:
        return rows.none() if text else rows
    label, guarded = kind.label, kind.shows_all_to(user) if guarded is None else guarded
    if Document.objects.are_few(label, terms, guarded=guarded, count=FEW):
        return rows.filter(pk__in=Document.objects.holding(label, terms, guarded=guarded).values("record_id"))
    return rows.filter(Exists(Document.objects.filter(model=label, record_id=OuterRef("pk")).saying(terms, guarded=guarded)))


def _holding(user: User, kinds: list[Searchable], terms: list[str], newest: int = 0) -> QuerySet:
    """One question after the other, joined: asked with "or", PostgreSQL would read the whole index."""
    held = [Document.objects.holding(kind.label, terms, guarded=kind.shows_all_to(user), newest=newest).values("pk") for kind in kinds]
    return Document.objects.filter(pk__in=held[0].union(*held[1:], all=True))


def _hits(user: User, kind: Searchable, ids: list[int], terms: list[str], limit: int) -> list[Hit]:
    rows = _seen(user, kind, ids)
    if len(rows) < limit and len(ids) == LOOKED_AT:
        reach = visible(user, kind.model._default_manager.all()).values("pk")
        wider = _holding(user, [kind], terms).filter(record_id__in=reach).best_of_each(terms, limit)
        rows = _seen(user, kind, [pk for _model, pk in wider.values_list("model", "record_id")])
    return [Hit(row, kind.subtitle_of(row), terms) for row in rows[:limit]]


def _seen(user: User, kind: Searchable, ids: list[int]) -> list[Model]:
    rows = visible(user, kind.model._default_manager.filter(pk__in=ids)).select_related(*kind.relations).in_bulk()
    return [rows[pk] for pk in ids if pk in rows]
