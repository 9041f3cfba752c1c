"""What the templates of screens ask of addresses: the page of a record, and the list's own address with one thing changed."""

from django.db.models import Model
from django.http import QueryDict

from .keyset import Order
from .screen import url_of


def record_url(row: Model) -> str:
    return url_of(row)


def without(query: QueryDict, name: str) -> str:
    """The address without one filter; paging starts anew."""
    return _changed(query, {name: None, "key": None})


def with_sort(query: QueryDict, column: str, order: Order) -> str:
    """The address sorted by a column; the same column again turns the order round."""
    turned = order.field == column and not order.is_descending
    return _changed(query, {"sort": f"-{column}" if turned else column, "key": None})


def with_key(query: QueryDict, key: str) -> str:
    return _changed(query, {"key": key})


def _changed(query: QueryDict, values: dict[str, str | None]) -> str:
    changed = query.copy()
    for name, value in values.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode()}"


FILTERS = {"record_url": record_url, "without": without, "with_sort": with_sort, "with_key": with_key}
