"""A table handed out: a read that matters, so it leaves an event."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.foundation.records.log import state
from kaituo.foundation.ui.download import attachment


def table_file(kind: str, name: str, headings: list[str], lines: Iterable[list[Any]], *, by: User) -> HttpResponse:
    rows = list(lines)
    state(RECORDS_EXPORTED, by, by=by, inputs={"model": name, "count": len(rows)})
    return attachment(kind, name, headings, rows)
