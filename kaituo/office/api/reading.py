"""Records as JSON: the columns, form fields and facts of a Screen, without those that the person's role hides or masks."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from kaituo.foundation.identity.access import fetch, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Record, TagUse
from kaituo.foundation.records.verbs import Verb
from kaituo.foundation.screens.columns import Column, shown
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.forms import form_class
from kaituo.foundation.screens.keyset import key_page
from kaituo.foundation.screens.listing import Listing
from kaituo.foundation.screens.parts import Facts
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.screens.views.verb import EVERYWHERE

LARGEST_PAGE = 200


def listed(request: HttpRequest, screen: Screen) -> dict[str, Any]:
    """One page of what the address asks for, among the rows that the person may see."""
    user, query = request.user, request.GET
    listing = Listing(screen, user, query)
    columns = readable(screen_columns(screen), user)
    rows = listing.rows.select_related(*relations(columns), *screen.reads)
    page = key_page(rows, listing.order, size_of(query.get("size", ""), screen), query.get("key", ""))
    results = [presented(row, columns) for row in page.rows]
    return {"results": results, "next_key": page.next_key, "previous_key": page.previous_key}


def one(user: User, screen: Screen, pk: int) -> dict[str, Any]:
    """The whole record, with its lines, its tags and the verbs that are possible now."""
    columns = readable([*screen_columns(screen), *fact_columns(screen)], user)
    row = fetch(user, screen.model._default_manager.select_related(*relations(columns), *screen.reads), pk=pk)
    whole = presented(row, columns)
    if screen.lines:
        whole["lines"] = {lines.model._meta.model_name: lines_of(lines, row, user) for lines in screen.lines}
    if isinstance(row, Record):
        whole["extra"] = row.extra
        whole["tags"] = list(TagUse.objects.filter(subject_type=row._meta.label, subject_id=row.pk).values_list("tag__name", flat=True))
    return whole | {"verbs": [name for name, verb in verbs_of(screen).items() if verb.offered_to(user, row)]}


def lines_of(lines: Any, row: Model, user: User) -> list[dict[str, Any]]:
    columns = readable([Column(name).bind(lines.model) for name in lines.fields], user)
    rows = visible(user, lines.model._default_manager.filter(**{lines.through: row}))
    return [presented(each, columns) for each in rows.select_related(*relations(columns)).order_by("pk")]


def verbs_of(screen: Screen) -> dict[str, Verb]:
    return screen.verbs | EVERYWHERE if screen.is_archivable and screen.may_be_created_here else screen.verbs


def screen_columns(screen: Screen) -> list[Column]:
    """The columns of the list and the fields of the form, each once."""
    found = {column.name: column for column in screen.table.all()}
    model_fields = {field.name for field in screen.model._meta.concrete_fields}
    names = form_class(screen).base_fields if screen.may_be_created_here else ()
    for name in names:
        if name in model_fields and name not in found:
            found[name] = Column(name).bind(screen.model)
    return list(found.values())


def fact_columns(screen: Screen) -> list[Column]:
    facts = [part for part in (*screen.page.parts, *screen.page.beside) if isinstance(part, Facts)]
    return [column for part in facts for column in part.columns]


def readable(columns: list[Column], user: User) -> list[Column]:
    return [column for column in columns if shown(user, column.model, column.name) == Shows.FULL]


def relations(columns: Iterable[Column]) -> set[str]:
    return {column.relation for column in columns if column.relation}


def presented(row: Model, columns: list[Column]) -> dict[str, Any]:
    version = {"version": row.version} if isinstance(row, Record) else {}
    return {"id": row.pk, **version, "text": str(row), **{column.name: written(column.value(row)) for column in columns}}


def written(value: Any) -> Any:
    """A value as JSON: decimals as text, so that no digit is lost; a related record by its id and its text."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Model():
            return {"id": value.pk, "text": str(value)}
        case list() | tuple() | dict():
            return value
        case _:
            return str(value)


def size_of(text: str, screen: Screen) -> int:
    return max(1, min(int(text), LARGEST_PAGE)) if is_id(text) else screen.page_size
