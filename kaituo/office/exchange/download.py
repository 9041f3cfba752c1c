"""Any table of headings and lines as a CSV or XLSX answer. It is a read that matters, so it leaves an event."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.foundation.records.log import state

from .export import as_csv, as_xlsx

KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def table_file(kind: str, name: str, headings: list[str], lines: Iterable[list[Any]], *, by: User) -> HttpResponse:
    rows = list(lines)
    state(RECORDS_EXPORTED, by, by=by, inputs={"model": name, "count": len(rows)})
    return attachment(kind, name, headings, rows)


def attachment(kind: str, name: str, headings: list[str], lines: Iterable[list[Any]]) -> HttpResponse:
    body = as_xlsx(headings, lines, name) if kind == "xlsx" else b"".join(as_csv(headings, lines))
    disposition = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    return HttpResponse(body, content_type=KINDS[kind], headers={"Content-Disposition": disposition})
