"""The rows of a table that have errors, as they stand, with the reasons in a last column: to be mended and imported again."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from .models import Batch
from .plan import Fault
from .tables import Table


def headings(columns: list[str]) -> list[str]:
    return [*columns, _("Reason")]


def faulty_rows(table: Table, faults: Iterable[Fault]) -> list[list[Any]]:
    reasons: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        reasons[fault.row].append(f"{fault.field}: {fault.message}" if fault.field else fault.message)
    width = len(table.headings)
    rows = zip(table.numbers, table.rows, strict=True)
    return [[*(row + [""] * width)[:width], " / ".join(reasons[number])] for number, row in rows if number in reasons]


class ErrorFile:
    """The same of a table too long to be held, as CSV; `with` lets it go."""

    def __init__(self) -> None:
        self.file = TemporaryFile()  # noqa: SIM115 - closed with the text that is written to it
        self.text = io.TextIOWrapper(self.file, "utf-8-sig", newline="")
        self.writer = csv.writer(self.text)
        self.count = 0

    def __enter__(self) -> "ErrorFile":
        return self

    def __exit__(self, *_error: object) -> None:
        self.text.close()

    def add(self, table: Table, faults: Iterable[Fault]) -> None:
        rows = faulty_rows(table, faults)
        if rows and not self.count:
            self.writer.writerow(headings(table.headings))
        self.writer.writerows(rows)
        self.count += len(rows)

    def save(self, batch: Batch) -> None:
        """In the place of that of an earlier check."""
        drop_errors(batch)
        if self.count:
            self.text.flush()
            self.file.seek(0)
            batch.errors.save(f"{batch.pk}-errors.csv", File(self.file), save=False)
            batch.save(update_fields=["errors"])


def drop_errors(batch: Batch) -> None:
    if batch.errors:
        batch.errors.delete(save=False)
        batch.errors = ""
        batch.save(update_fields=["errors"])
