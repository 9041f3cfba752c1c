"""The pay file of a run: one row per payee, as CSV or XLSX."""

import csv
import io
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rustpy_xlsxwriter import write_worksheet

from .models import Run


def rows_of(run: Run) -> list[dict[str, Any]]:
    statements = run.statements.select_related("payee").order_by("payee__sort_key", "payee_id")
    shared = {_("Currency"): run.currency, _("Period"): str(run.period)}
    return [
        {_("Run"): run.number, _("Sign-in name"): each.payee.username, _("Name"): each.payee.name, _("Amount"): each.total} | shared
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
    rows = [{name: _as_cell(value) for name, value in row.items()} for row in rows_of(run)]
    buffer = io.BytesIO()
    write_worksheet(rows, buffer, sheet_name=run.number, autofit=True, bold_headers=True, freeze_row=1)
    return buffer.getvalue()


def _as_cell(value: Any) -> Any:
    """A workbook knows only binary numbers; an amount of cents is one exactly enough to be shown and read back to the cent."""
    return float(value) if isinstance(value, Decimal) else value


FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
