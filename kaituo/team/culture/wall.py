"""The wall: what was said, earned and bestowed, the newest first, as far as one reader may see it. Reads only, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.dateparse import parse_datetime

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.spans import begins
from kaituo.foundation.screens.sources import Source, sources

from .models import BadgeEarned, Cheer, CompanyValue, Honour, Recognition

SIZE = 20
RECENT = timedelta(days=90)


@dataclass(frozen=True)
class Post:
    """One entry; `kind` says which of the three it is. `source` is the record it is about, where the reader may open it."""

    kind: str
    row: Any
    at: datetime
    source: Source | None = None
    may_cheer: bool = False


@dataclass
class Wall:
    posts: list[Post]
    values: list[CompanyValue]
    chosen: CompanyValue | None
    person: User | None
    older: str
    """The instant before which the next ones begin; empty where there are none."""
    honours: list[Honour]
    """Titles borne today."""
    counts: list[tuple[CompanyValue, int]]
    """How often each value was named in the last ninety days."""


def wall_of(reader: User, asked: dict[str, str]) -> Wall:
    """`asked`: `value`, `person` and `before` narrow it; what is no value or person narrows nothing."""
    values = list(visible(reader, CompanyValue.objects.active()))
    chosen = next((each for each in values if str(each.pk) == asked.get("value")), None)
    person = _person(asked.get("person", ""))
    before = parse_datetime(asked.get("before", "")) if asked.get("before", "")[:1].isdigit() else None
    rows = [_narrowed(said_to(reader), "created_at", person, before)]
    if chosen is None:
        rows += [_narrowed(earned_by(reader), "created_at", person, before), _narrowed(borne_by(reader), "created_at", person, before)]
    else:
        rows[0] = rows[0].filter(value=chosen)
    found = [list(each[: SIZE + 1]) for each in rows]
    posts = sorted(_posts(found, reader), key=lambda post: post.at, reverse=True)
    older = posts[SIZE - 1].at.isoformat() if len(posts) > SIZE else ""
    honours = list(visible(reader, Honour.objects.on(clock.today())).select_related("title", "person"))
    return Wall(posts[:SIZE], values, chosen, person, older, honours, counted(reader, values))


def counted(reader: User, values: list[CompanyValue]) -> list[tuple[CompanyValue, int]]:
    """The most named first."""
    recent = visible(reader, Recognition.objects.standing()).filter(created_at__gte=begins(clock.today() - RECENT))
    found = dict(recent.order_by().values_list("value").annotate(count=Count("pk")))
    return sorted(((value, found.get(value.pk, 0)) for value in values), key=lambda pair: -pair[1])


def said_to(reader: User) -> QuerySet[Recognition]:
    mine = Cheer.objects.filter(recognition=OuterRef("pk"), person=reader)
    rows = visible(reader, Recognition.objects.standing()).select_related("giver", "person", "value")
    return rows.annotate(cheer_count=Count("cheers"), is_cheered=Exists(mine)).order_by("-created_at", "-pk")


def earned_by(reader: User) -> QuerySet[BadgeEarned]:
    return visible(reader, BadgeEarned.objects.active()).select_related("badge", "person").order_by("-created_at", "-pk")


def borne_by(reader: User) -> QuerySet[Honour]:
    return visible(reader, Honour.objects.active()).select_related("title", "person", "created_by").order_by("-created_at", "-pk")


def _narrowed(rows: QuerySet, on: str, person: User | None, before: datetime | None) -> QuerySet:
    rows = rows.filter(person=person) if person else rows
    return rows.filter(**{f"{on}__lt": before}) if before else rows


def _person(text: str) -> User | None:
    return User.objects.people().filter(pk=int(text)).first() if text.isascii() and text.isdigit() and len(text) < 19 else None


def _posts(found: list[list[Any]], reader: User) -> Iterable[Post]:
    about = {(row.subject_type, row.subject_id) for row in found[0] if row.subject_type}
    behind = sources(about, reader) if about else {}
    for row in found[0]:
        source = behind.get((row.subject_type, row.subject_id)) if row.subject_type else None
        yield Post(row.kind, row, row.created_at, source, may_cheer=row.person_id != reader.pk)
    for kind, rows in zip(("badge", "honour"), found[1:], strict=False):
        for row in rows:
            yield Post(kind, row, row.created_at)
