"""Addresses of the entries behind a number. `to` is the last day counted, as people read it; inside the program spans are half-open."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

NONE = "none"
DAY = timedelta(days=1)


def entries_url(measure: str, start: date | None = None, end: date | None = None, keys: Mapping[str, Any] | None = None) -> str:
    """`keys`: dimension → key; a key of None asks for the entries that have none."""
    query = {"measure": measure, "from": start or "", "to": end - DAY if end else ""}
    query |= {name: NONE if key is None else key for name, key in (keys or {}).items()}
    return f"{reverse('insights-entries')}?{urlencode({name: value for name, value in query.items() if value != ''})}"
