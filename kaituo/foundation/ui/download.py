"""A table as a CSV or XLSX answer."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from datetime import tzinfo
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation

from .tables import as_csv, as_xlsx, write_xlsx

KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def attachment(kind: str, name: str, headings: list[str], lines: Iterable[list[Any]]) -> HttpResponse:
    """A small table, made in memory."""
    body = as_xlsx(headings, lines, name) if kind == "xlsx" else b"".join(as_csv(headings, lines))
    return HttpResponse(body, content_type=KINDS[kind], headers=_headers(kind, name))


def streamed(kind: str, name: str, headings: list[str], lines: Iterable[list[Any]]) -> StreamingHttpResponse:
    """A table of any length in constant memory: CSV goes out while it is read, a workbook is written to a file that goes when it has been sent."""
    if kind == "csv":
        return StreamingHttpResponse(_in_the_readers_words(as_csv(headings, lines)), content_type=KINDS[kind], headers=_headers(kind, name))
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  the response closes it
    write_xlsx(headings, lines, name, file.name)
    return FileResponse(file, content_type=KINDS[kind], headers=_headers(kind, name))


def _in_the_readers_words(chunks: Generator[bytes, None, None]) -> Iterator[bytes]:
    """The body is read when the request is over and its language and time zone are put away: they are taken along."""
    return _worded(chunks, translation.get_language(), timezone.get_current_timezone())


def _worded(chunks: Generator[bytes, None, None], language: str | None, zone: tzinfo) -> Iterator[bytes]:
    """Whoever breaks the download off lets go of the rows at once."""
    with closing(chunks):
        while True:
            with translation.override(language), timezone.override(zone):
                chunk = next(chunks, None)
            if chunk is None:
                return
            yield chunk


def _headers(kind: str, name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"}
