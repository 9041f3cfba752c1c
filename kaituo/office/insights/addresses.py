"""What the templates of reports ask of addresses."""

from django.http import QueryDict


def with_format(query: QueryDict, kind: str) -> str:
    return _changed(query, format=kind)


def with_after(query: QueryDict, key: int) -> str:
    return _changed(query, after=str(key))


def without_days(query: QueryDict) -> str:
    changed = query.copy()
    for name in ("from", "to", "period", "after"):
        changed.pop(name, None)
    return f"?{changed.urlencode()}"


def _changed(query: QueryDict, **values: str) -> str:
    changed = query.copy()
    for name, value in values.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


FILTERS = {"with_format": with_format, "with_after": with_after, "without_days": without_days}
