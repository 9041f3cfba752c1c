"""The pay file of a run: one row per payee, as CSV or XLSX."""

import csv
import io
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rustpy_xlsxwriter import write_worksheet

from .models import Run


def rows_of(run: Run) -> list[dict[str, Any]]:
    statements = run.statements.select_related("payee").order_by("payee__sort_key", "payee_id")
    shared = {_("Currency"): run.currency, _("Period"): str(run.period)}
    return [
        {_("Run"): run.number, _("Sign-in name"): each.payee.username, pgettext("person", "Name"): each.payee.name, _("Amount"): each.total} | shared
        for each in statements
    ]


def as_csv(run: Run) -> bytes:
    """With a byte-order mark, so that spreadsheets read the names."""
    rows = rows_of(run)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows({name: _harmless(str(value)) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    return f"'{value}" if value[:1] in "=@+\t\r" or (value[:1] == "-" and not _is_number(value)) else value


def _is_number(value: str) -> bool:
    return value.lstrip("-").replace(".", "", 1).isdigit()


def as_xlsx(run: Run) -> bytes:
    buffer = io.BytesIO()
    write_worksheet(rows_of(run), buffer, sheet_name=run.number, autofit=True, bold_headers=True, freeze_row=1)
    return buffer.getvalue()


FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
