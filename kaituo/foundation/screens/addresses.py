"""What the templates of screens ask of addresses: the page of a record, and the list's own address with one thing changed."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import QueryDict

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User

from .keyset import Order
from .screen import screen_of, url_of


def record_url(row: Model) -> str:
    return url_of(row)


def creation_url(model: type[Model], path: str, row: Model, user: User) -> str:
    """The address of a new record that points at `row` and shares with it what both know (an order of a deal has its account). Empty: not for this person."""
    screen = screen_of(model)
    if screen is None or not screen.may_be_created_here or not may(user, "create", model):
        return ""
    asked = set(screen.fields or screen.form.base_fields)
    if path not in asked:
        return ""
    theirs = {field.name: field for field in model._meta.concrete_fields if field.name in asked - {"owner", "parent"}}
    own = {field.name: field for field in row._meta.concrete_fields if field.is_relation and field.name in theirs}
    shared = {name: getattr(row, field.attname) for name, field in own.items() if field.related_model is theirs[name].related_model}
    taken = {path: row.pk} | shared | screen.begun_at(row)
    return f"{screen.url('new')}?{urlencode({name: value for name, value in taken.items() if value})}"


def without(query: QueryDict, *names: str) -> str:
    """The address without one filter; paging starts anew."""
    return _changed(query, {**dict.fromkeys(names), "key": None})


def with_value(query: QueryDict, name: str, value: str | None) -> str:
    """The address with one parameter set, or taken off; paging starts anew."""
    return _changed(query, {name: value or None, "key": None})


def with_sort(query: QueryDict, column: str, order: Order) -> str:
    """The address sorted by a column; the same column again turns the order round."""
    turned = order.field == column and not order.is_descending
    return _changed(query, {"sort": f"-{column}" if turned else column, "key": None})


def with_more(address: str, key: str) -> str:
    """An address that goes on after a key."""
    return f"{address}&{urlencode({'key': key})}"


def pair(value: Any, other: Any) -> tuple[Any, Any]:
    return value, other


def with_key(query: QueryDict, key: str) -> str:
    return _changed(query, {"key": key})


def _changed(query: QueryDict, values: dict[str, str | None]) -> str:
    changed = query.copy()
    for name, value in values.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode() or 'view=all'}"


FILTERS = {
    "record_url": record_url,
    "creation_url": creation_url,
    "with_value": with_value,
    "with_more": with_more,
    "pair": pair,
    "without": without,
    "with_sort": with_sort,
    "with_key": with_key,
}
